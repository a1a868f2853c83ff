import { eventually } from "@shopeasy/testing/eventually";
import type { CatalogGround } from "./catalog-ground";
import { aCatalogue, importOf, linesOf, send, startReceiver } from "./import-ground";
import { eachLineOnce, startWorkers, type Workers } from "./import-workers";

let shop: CatalogGround;
let workers: Workers;

beforeAll(async () => {
  shop = await startReceiver();
  workers = await startWorkers(shop);
});
afterAll(async () => {
  await workers.stop();
  await shop.stop();
});

test("of two workers the one that takes an import in is killed in the midst of it: it ends complete, each line once", async () => {
  const products = 3_000;
  const id = await send(shop, linesOf(...aCatalogue(products).lines));
  await eventually(async () => expect((await importOf(shop, id)).total).toBeGreaterThan(400), {
    withinMs: 30_000,
  });

  await workers.killTheOneAt(id);
  // Its lease is over; the full test waits for that.
  await shop.outside`update imports set due_at = clock_timestamp() where id = ${id}`;

  await eachLineOnce(shop, id, { products, lines: products + 2, withinMs: 60_000 });
}, 120_000);
