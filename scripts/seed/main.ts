import { join } from "node:path";
import { parseArgs } from "node:util";
import { importEnvironment, type LocalShop } from "../shop/local-shop";
import { createProgress } from "../shop/progress";
import { ShopDirectory } from "../shop/shop-directory";
import { ShopError } from "../shop/shop-error";
import { SeedError } from "./run-program";
import { seedCatalogue } from "./seed-catalogue";

const usage = "usage: npm run seed -- [--products 100000] [--data .shopeasy] [--json]";

/** `npm run seed`: fills the shop that runs with a larger catalogue, through the import that staff use. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      products: { type: "string", default: "1000" },
      data: { type: "string", default: ".shopeasy" },
      json: { type: "boolean", default: false },
    },
  });
  const products = Number(values.products);
  if (!/^\d+$/.test(values.products) || products < 1 || products > 1_000_000) {
    throw new ShopError(`--products wants a whole number from 1 to 1000000\n${usage}`);
  }
  const shop = new ShopDirectory(values.data).read<LocalShop>("run.json");
  if (!shop)
    throw new ShopError("No shop runs here: start one with npm start, then seed it from another terminal.");

  const seed = (onProgress: (done: number) => void) =>
    seedCatalogue({
      build: join(__dirname, "../.."),
      products,
      environment: importEnvironment(shop),
      onProgress,
    });
  if (values.json) {
    await seed((done) => console.log(JSON.stringify({ done })));
    return;
  }
  const progress = createProgress(process.stdout);
  await progress.step(`A catalogue of ${products.toLocaleString("en-US")} products`, (tell) =>
    seed((done) => tell(`${done.toLocaleString("en-US")} lines`)),
  );
}

main().catch((error: unknown) => {
  const expected = error instanceof ShopError || error instanceof SeedError || error instanceof TypeError;
  console.error(expected ? error.message : error);
  process.exit(1);
});
