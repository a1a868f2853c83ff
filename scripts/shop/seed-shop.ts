import { join } from "node:path";
import { demoAccounts } from "../seed/demo-accounts";
import { doneOf } from "../seed/done-line";
import { runProgram } from "../seed/run-program";
import { localTerms } from "../seed/terms";
import type { Progress } from "./progress";
import type { ShopDirectory } from "./shop-directory";
import type { ProcessPlan } from "./supervised-process";

interface SeedShopSetting {
  directory: ShopDirectory;
  build: string;
  plans: readonly ProcessPlan[];
  products: number;
  progress: Progress;
}

/**
 * Fills a shop that was never filled, or not to the end, with a catalogue, the demo accounts, promotions and tax rates.
 * `run.json` must be there.
 */
export async function seedShop({
  directory,
  build,
  plans,
  products,
  progress,
}: SeedShopSetting): Promise<void> {
  if (directory.read("seeded.json")) return;
  const environmentOf = (name: string) => plans.find((plan) => plan.name === name)?.environment ?? {};
  await Promise.all([
    progress.step("Demo accounts", () =>
      runProgram({
        program: join(build, "services/users/create-account.js"),
        args: ["--accounts"],
        environment: environmentOf("users"),
        input: [JSON.stringify(demoAccounts)],
      }),
    ),
    progress.step("Promotions and tax rates", () =>
      runProgram({
        program: join(build, "services/orders/import.js"),
        environment: environmentOf("orders"),
        input: [JSON.stringify(localTerms)],
      }),
    ),
    progress.step(`A catalogue of ${products.toLocaleString("en-US")} products`, (tell) =>
      // In a process of its own: what drawing a thousand pictures takes is given back when it ends.
      runProgram({
        program: join(build, "scripts/seed/main.js"),
        args: ["--products", String(products), "--data", directory.path, "--json"],
        environment: {},
        input: [],
        onLine: (line) => tell(`${doneOf(line)?.toLocaleString("en-US") ?? 0} lines`),
      }),
    ),
  ]);
  directory.write("seeded.json", { products, at: new Date().toISOString() });
}
