import { readFileSync } from "node:fs";
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

test("of two workers one is killed during an import of 100,000 lines: it ends complete, each line once, in 300 MB", async () => {
  const lines = 100_000;
  const products = lines - 2;
  const file = linesOf(...aCatalogue(products, { description: "Does what it should. ".repeat(20) }).lines);
  const id = await send(shop, file);
  const beyond = async (count: number) => expect((await importOf(shop, id)).total).toBeGreaterThan(count);
  await eventually(() => beyond(30_000), { withinMs: 300_000 });

  await workers.killTheOneAt(id);

  await eachLineOnce(shop, id, { products, lines, withinMs: 600_000 });
  const [last] = workers.running();
  expect(peakBytes(last?.pid ?? 0)).toBeLessThan(300_000_000);
}, 1_200_000);

/** The most memory that a process ever had, where the system tells. */
function peakBytes(pid: number): number {
  if (process.platform !== "linux") return 0;
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) * 1024;
}
