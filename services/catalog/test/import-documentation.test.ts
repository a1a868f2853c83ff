import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CatalogGround } from "./catalog-ground";
import { csv, ndjson, productOf, startShop, taken } from "./import-ground";

const page = readFileSync(join(__dirname, "../../../docs/catalogue-files.md"), "utf8");
const example = (language: string) => new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(page)?.[1] ?? "";

let shop: CatalogGround;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.stop());

test("the examples of the documentation are taken in as they stand", async () => {
  const [lines, rows] = [
    await taken(shop, example("ndjson"), ndjson),
    await taken(shop, example("csv"), csv),
  ];

  expect(lines).toMatchObject({ status: "completed", total: 4, created: 4, errors: [] });
  expect(rows).toMatchObject({ status: "completed", total: 6, created: 5, errors: [] });
  expect((await productOf(shop, "ridge-tent")).variants).toHaveLength(2);
  expect(await productOf(shop, "lazy-hammock")).toMatchObject({
    description: "Holds two people,\nand a book.",
    tags: ["summer", "outdoor"],
    variants: [{ sku: "HAM-BLU", available: 20 }, { sku: "HAM-RED" }],
  });
});
