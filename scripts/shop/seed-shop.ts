import { join } from "node:path";
import { runProgram } from "../seed/run-program";
import { seedCatalogue } from "../seed/seed-catalogue";
import type { Progress } from "./progress";
import type { ShopDirectory } from "./shop-directory";
import type { ProcessPlan } from "./supervised-process";

/** The demo accounts of a local shop. */
const demoAccounts = [
  { email: "customer@shopeasy.test", name: "Casey Customer", role: "customer", password: "shopeasy-demo-1" },
  { email: "staff@shopeasy.test", name: "Sam Staff", role: "staff", password: "shopeasy-demo-1" },
  { email: "admin@shopeasy.test", name: "Alex Admin", role: "admin", password: "shopeasy-demo-1" },
];

interface SeedShopSetting {
  directory: ShopDirectory;
  build: string;
  plans: readonly ProcessPlan[];
  products: number;
  progress: Progress;
}

/** Fills a shop that was never filled, or not to the end, with a catalogue and the demo accounts. */
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
    progress.step(`A catalogue of ${products.toLocaleString("en-US")} products`, (tell) =>
      seedCatalogue({
        build,
        products,
        environment: environmentOf("catalog"),
        onProgress: (done) => tell(`${done.toLocaleString("en-US")} lines`),
      }),
    ),
  ]);
  directory.write("seeded.json", { products, at: new Date().toISOString() });
}
