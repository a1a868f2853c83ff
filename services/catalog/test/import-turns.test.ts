import { randomUUID } from "node:crypto";
import { PassThrough } from "node:stream";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { createLogger } from "@shopeasy/platform/logging/logger";
import { createMetrics } from "@shopeasy/platform/metrics/metrics";
import { clientConfig } from "@shopeasy/testing/cloud";
import { eventually } from "@shopeasy/testing/eventually";
import { entryBatches } from "../src/imports/entry-batches";
import { fileEntries } from "../src/imports/file-entries";
import { deleteFile, readFile } from "../src/imports/import-files";
import {
  endImport,
  giveBack,
  LeaseLost,
  renewLease,
  saveProgress,
  takeImport,
} from "../src/imports/import-turns";
import { startImports } from "../src/imports/run-imports";
import { storeBatch } from "../src/imports/store-batch";
import { announced, type CatalogGround } from "./catalog-ground";
import {
  aCatalogue,
  csv,
  ended,
  importOf,
  linesOf,
  ndjson,
  productOf,
  send,
  startReceiver,
} from "./import-ground";

let shop: CatalogGround;
let db: CatalogGround["deps"]["database"]["db"];
const s3 = new S3Client(clientConfig("s3"));

beforeAll(async () => {
  shop = await startReceiver();
  db = shop.deps.database.db;
});
afterAll(async () => {
  await shop.stop();
  s3.destroy();
});

/** What of a worker takes files in; each has its own metrics, as processes have. */
const startWork = (changes: Partial<CatalogGround["deps"]> = {}) =>
  startImports(
    { ...shop.deps, metrics: createMetrics({ service: "catalog" }), ...changes },
    { lookEveryMs: 50 },
  );

async function workUntilEnded(id: string, changes?: Parameters<typeof startWork>[0]) {
  const work = startWork(changes);
  try {
    return await ended(shop, id);
  } finally {
    await work.stop();
  }
}

const takeTurn = async () => {
  const turn = await takeImport(db);
  if (!turn) throw new Error("No import waits");
  return turn;
};

/** As if so long had passed since the lease was given. */
const endLease = (id: string) => shop.outside`update imports set due_at = now() where id = ${id}`;

/** Stores the next batch of a turn, as the worker does. */
async function storeNext(turn: Awaited<ReturnType<typeof takeTurn>>) {
  const open = (byte: number) => readFile(shop.deps.importFiles, turn, byte);
  for await (const batch of entryBatches(fileEntries(turn.format, open, turn.from))) {
    const after = batch.at(-1)!.after;
    return storeBatch(shop.deps, batch, (tx, stored) => saveProgress(tx, turn, after, stored));
  }
  throw new Error("Nothing is left of the file");
}

const versionOf = async (slug: string) => {
  const [row] = await shop.outside`select version from products where slug = ${slug}`;
  return row?.version;
};

test("an import is one worker's at a time, and whoever waits longest comes first", async () => {
  const [first, second] = [await send(shop, "1\n"), await send(shop, "2\n")];

  const [one, other, none] = [await takeImport(db), await takeImport(db), await takeImport(db)];

  expect([one?.id, other?.id, none]).toEqual([first, second, undefined]);
  expect((await importOf(shop, first)).status).toBe("running");
  for (const turn of [one!, other!]) await endImport(db, turn, "completed");
});

test("a stalled worker's import is taken up where it was stored to, and what it stores afterwards is undone", async () => {
  const { lines, products } = aCatalogue(250);
  const id = await send(shop, linesOf(...lines));
  const stalled = await takeTurn();
  await storeNext(stalled);
  await endLease(id);
  const next = await takeTurn();
  const places = { total: 2, created: 2 };

  await expect(storeNext({ ...stalled, from: next.from })).rejects.toThrow(LeaseLost);
  await expect(renewLease(db, stalled)).rejects.toThrow(LeaseLost);
  await expect(endImport(db, stalled, "completed")).rejects.toThrow(LeaseLost);

  expect(next.from.line).toBe(3);
  expect(await importOf(shop, id)).toMatchObject({ status: "running", ...places });
  expect(await versionOf(products[0]!.slug)).toBeUndefined();
  await giveBack(db, next, 0);
  expect(await workUntilEnded(id)).toMatchObject({
    status: "completed",
    total: 252,
    created: 252,
    updated: 0,
  });
  expect(await versionOf(products[249]!.slug)).toBe(1);
});

test("a worker that stops ends with the batch in hand, and the next goes on", async () => {
  const { lines, products } = aCatalogue(1_000);
  const id = await send(shop, linesOf(...lines));
  const work = startWork();
  await eventually(async () => expect((await importOf(shop, id)).total).toBeGreaterThan(2));

  await work.stop();

  const stopped = await importOf(shop, id);
  expect(stopped).toMatchObject({ status: "running", failed: 0 });
  expect(stopped.total).toBeLessThan(1_002);
  expect(stopped.bytesDone).toBeLessThan(stopped.bytes);
  expect(await workUntilEnded(id)).toMatchObject({ status: "completed", total: 1_002, created: 1_002 });
  expect(await versionOf(products[0]!.slug)).toBe(1);
  expect(
    await announced(shop, "product.changed", (await productOf(shop, products[0]!.slug)).id),
  ).toHaveLength(1);
});

test("an import of CSV is taken up behind its header, in the middle of the file", async () => {
  const { lines, category } = aCatalogue(0);
  await workUntilEnded(await send(shop, linesOf(...lines)));
  const sku = () => `SKU-${randomUUID().slice(0, 8)}`;
  const rows = Array.from(
    { length: 500 },
    (_, index) => `${category}-${index},"Two\nlines",${category},draft,USD,${sku()},1\n,,,,,${sku()},2\n`,
  );
  const file = `slug,name,category,status,currency,sku,price,option1Name,option1Value\n${rows
    .join("")
    .replaceAll(",1\n", ",1,Kind,One\n")
    .replaceAll(",2\n", ",2,,Two\n")}broken`;
  const id = await send(shop, file, csv);
  const first = await takeTurn();
  await storeNext(first);
  await endLease(id);

  const done = await workUntilEnded(id);

  expect(done).toMatchObject({ status: "completed", total: 1_001, created: 500, failed: 1 });
  expect(done.errors).toEqual([{ line: 1_502, message: "has one cell, and the header has 9" }]);
  expect(await versionOf(`${category}-0`)).toBe(1);
  expect(await versionOf(`${category}-499`)).toBe(1);
});

test("while its file can't be reached an import waits, and then goes on", async () => {
  const { lines } = aCatalogue(1);
  const id = await send(shop, linesOf(...lines));
  const unreachable = new S3Client({ ...clientConfig("s3"), endpoint: "http://127.0.0.1:9", maxAttempts: 1 });
  const importFiles = { ...shop.deps.importFiles, s3: unreachable };
  const work = startWork({ importFiles });
  await eventually(async () => {
    const [row] = await shop.outside`select attempts, lease from imports where id = ${id}`;
    expect(row).toEqual({ attempts: 2, lease: null });
  });
  await work.stop();
  await endLease(id);

  expect(await workUntilEnded(id)).toMatchObject({ status: "completed", total: 3, created: 3 });
  unreachable.destroy();
});

test("an import whose file is gone fails, and says so", async () => {
  const id = await send(shop, "{}\n");
  await deleteFile(shop.deps.importFiles, id);

  const done = await workUntilEnded(id);

  expect(done).toMatchObject({
    status: "failed",
    message: "The file is gone from where it was kept.",
    total: 0,
  });
});

test("an import that ends every worker that takes it up is given up", async () => {
  const id = await send(shop, "{}\n");
  await shop.outside`update imports set attempts = 10 where id = ${id}`;

  const done = await workUntilEnded(id);

  expect(done).toMatchObject({ status: "failed", message: "Every worker that took it up was ended by it." });
});

test("an import for which the database keeps failing is given up, with what was stored until then", async () => {
  const { lines } = aCatalogue(3);
  const id = await send(shop, linesOf(...lines));
  await shop.outside`
    create function refuse_variants() returns trigger language plpgsql as
    $$ begin raise exception 'out of order' using errcode = '58030'; end $$`;
  await shop.outside`
    create trigger out_of_order before insert on variants for each statement execute function refuse_variants()`;
  await shop.outside`update imports set attempts = 9 where id = ${id}`;
  const soon = setInterval(() => void endLeaseOfWaiting(id).catch(() => {}), 100);
  const log = new PassThrough().setEncoding("utf8");

  const done = await workUntilEnded(id, { logger: createLogger({ service: "catalog", destination: log }) });

  clearInterval(soon);
  expect(done).toMatchObject({ status: "failed", total: 2, created: 2 });
  expect(done.message).toContain("10 times in a row");
  expect(log.read()).toContain('"import.given-up"');
  await shop.outside`drop trigger out_of_order on variants`;
});

/** So that the test need not wait out the pauses. */
const endLeaseOfWaiting = (id: string) =>
  shop.outside`update imports set due_at = now() where id = ${id} and lease is null and status = 'running'`;

test("a value that the database can't take fails alone", async () => {
  const { lines, products } = aCatalogue(3);
  await shop.outside`
    create function refuse_name() returns trigger language plpgsql as
    $$ begin if new.name = 'unfit' then raise exception 'unfit' using errcode = '22000'; end if; return new; end $$`;
  await shop.outside`create trigger unfit before insert on products for each row execute function refuse_name()`;
  const [category, brand, first, , third] = lines;
  const id = await send(shop, linesOf(category, brand, first, { ...products[1], name: "unfit" }, third));

  const done = await workUntilEnded(id);

  expect(done).toMatchObject({ status: "completed", total: 5, created: 4, failed: 1 });
  expect(done.errors).toEqual([{ line: 4, message: "has a value that can't be stored" }]);
  await shop.outside`drop trigger unfit on products`;
});

test("files that nobody queued lie in the bucket, and disturb nothing", async () => {
  const { importFiles } = shop.deps;
  await s3.send(new PutObjectCommand({ Bucket: importFiles.bucket, Key: randomUUID(), Body: "x" }));

  expect(await takeImport(db)).toBeUndefined();
});

test("a file is sent with its type, whatever its name", async () => {
  const id = await send(shop, "", `${ndjson}; charset=utf-8`);

  expect(await workUntilEnded(id)).toMatchObject({ format: "ndjson", status: "completed" });
});
