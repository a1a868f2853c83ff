import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "@shopeasy/platform/database/connect";
import { migrate } from "@shopeasy/testing/database";
import { eventually } from "@shopeasy/testing/eventually";
import { freePort } from "@shopeasy/testing/free-port";
import { letTimePass } from "./crash/crash-ground";
import { several } from "./crash/several";
import { type OrdersGround, startOrdersGround } from "./orders-ground";
import { appAt, codeOf, place } from "./placing";

interface Postgres {
  url: (database: string) => string;
  stop: () => Promise<void>;
}

// Scripts stand on the services, so an import with types would close a circle.
const { startPostgres } = require("../../../scripts/cloud/postgres") as {
  startPostgres: (options: { dataDir: string; port: number; durable: boolean }) => Promise<Postgres>;
};

const customers = 8;
let ground: OrdersGround;
let folder: string;
let server: Postgres;
let start: () => Promise<Postgres>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "shopeasy-restart-"));
  // As root, PostgreSQL runs as another user, who has to pass.
  chmodSync(folder, 0o755);
  const options = { dataDir: join(folder, "data"), port: await freePort(), durable: false };
  start = () => startPostgres(options);
  [ground, server] = await Promise.all([startOrdersGround(), start()]);
  await migrate(server.url("postgres"), join(__dirname, "../src/db/migrations"));
}, 90_000);
afterAll(async () => {
  await Promise.all([ground?.stop(), server?.stop()]);
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

async function aCart() {
  const sku = await ground.stocked(5);
  return { sku, cartId: await ground.cartWith(sku, 2), key: randomUUID() };
}

test("PostgreSQL restarts under its customers: what fails fails cleanly, and each gets her one order", async () => {
  const own = { DATABASE_URL: server.url("postgres") };
  const programs = await Promise.all([ground.startOrdersProgram(own), ground.startOrdersWorker(own)]);
  const database = openDatabase({ url: own.DATABASE_URL, schema: {}, poolSize: 1, name: "watching" });
  const { sql } = database;
  const carts = await several(customers, aCart);
  const seen: { status: number; code: string | undefined }[] = [];
  const order = async ({ cartId, key }: { cartId: string; key: string }) => {
    const answer = await place(appAt(programs[0].url), cartId, { key });
    seen.push({ status: answer.status, code: codeOf(answer) });
    return answer;
  };
  const isPaid = async (cart: { cartId: string; key: string }) => {
    const { status, body } = await order(cart);
    expect(status).toBe(201);
    return body.id as string;
  };

  const [first] = carts;
  await order(first as { cartId: string; key: string });
  const underWay = carts.slice(1, customers / 2).map(order);
  await server.stop();
  await Promise.all(underWay);
  const meanwhile = await Promise.all(carts.slice(customers / 2).map(order));
  server = await start();
  await eventually(() => letTimePass({ sql }), { withinMs: 15_000 });
  const ids = await Promise.all(carts.map((cart) => eventually(() => isPaid(cart), { withinMs: 45_000 })));
  await eventually(async () => expect(await sql`select id from outbox`).toEqual([]), { withinMs: 15_000 });
  const stored = await sql`select id::text from orders where status = 'paid' and step = 'done'`;
  await Promise.all(programs.map((program) => program.kill()));
  await database.close();

  expect(meanwhile.map((answer) => [answer.status, codeOf(answer)])).toEqual(
    meanwhile.map(() => [503, "database-unavailable"]),
  );
  const clean = [undefined, "database-unavailable", "request-in-progress"];
  expect(seen.filter(({ code }) => !clean.includes(code))).toEqual([]);
  expect(stored.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  for (const id of ids) expect(await ground.payments.chargesOf({ orderId: id })).toHaveLength(1);
  for (const { sku } of carts) expect(await ground.stockOf(sku)).toMatchObject({ onHand: 3, reserved: 0 });
  const ends = programs.flatMap(({ logLines }) => logLines.filter((line) => line.includes("process.failed")));
  expect(ends).toEqual([]);
}, 150_000);
