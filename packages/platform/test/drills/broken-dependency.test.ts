import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { Faults } from "@shopeasy/contracts/flag-declaration";
import { documentClient } from "@shopeasy/platform/aws/clients";
import { createInternalClient } from "@shopeasy/platform/internal-client/client";
import { createMetrics } from "@shopeasy/platform/metrics/metrics";
import { clientConfig } from "@shopeasy/testing/cloud";
import { freshTable } from "@shopeasy/testing/tables";
import { z } from "zod";
import { openTestDatabase } from "../database/test-database";
import { logLines } from "../fixtures/log-lines";
import { aDrill } from "./a-drill";

const drill = aDrill();
afterEach(() => drill.set());

const look = {
  name: "catalog.look",
  callee: "catalog",
  method: "GET" as const,
  path: "/internal/look",
  params: z.strictObject({}),
  response: z.object({}),
  idempotent: true,
  deadlineMs: 200,
};

describe("a service that a drill breaks", () => {
  const server = createServer((_request, response) => response.end("{}"));
  const { logger } = logLines();
  let client: ReturnType<typeof createInternalClient>;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const catalog = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const secrets = ["a secret of at least thirty-two characters"];
    const circuit = { failures: 100, halfOpenAfterMs: 100 };
    client = createInternalClient({ baseUrls: { catalog }, service: "cart", secrets, logger, circuit });
  });
  afterAll(async () => {
    await client.close();
    await new Promise((resolve) => server.close(resolve));
  });

  test("can't be called, as if it were down, while another one can", async () => {
    drill.set({ dependency: { name: "orders", fails: 1 } });
    const spared = await client.call(look, { params: {} });
    drill.set({ dependency: { name: "catalog", fails: 1 } });
    const refused = client.call(look, { params: {} });

    await expect(refused).rejects.toMatchObject({ status: 503, code: "upstream-unavailable" });
    expect(spared).toEqual({});
  });

  test("does not answer in time where the drill has it hang, and is there again when the drill is over", async () => {
    drill.set({ dependency: { name: "catalog", hangs: 1 } });
    const startedAt = performance.now();
    await expect(client.call(look, { params: {} })).rejects.toMatchObject({ code: "upstream-unavailable" });
    const waited = performance.now() - startedAt;
    drill.set();

    expect(await client.call(look, { params: {} })).toEqual({});
    expect(waited).toBeGreaterThan(150);
    expect(waited).toBeLessThan(4_000);
  });
});

test("DynamoDB in a drill is tried again as always, and then told of as away", async () => {
  const metrics = createMetrics({ service: "cart" });
  const client = documentClient({ ...clientConfig("dynamodb"), metrics });
  const { name } = await freshTable("notifications");
  const get = () => client.send(new GetCommand({ TableName: name, Key: { pk: "a" } }));
  await get();
  drill.set({ dependency: { name: "dynamodb", fails: 1 } });

  const error = await get().catch((thrown: unknown) => thrown);

  expect(error).toMatchObject({ status: 503, code: "upstream-unavailable" });
  expect((error as Error).cause).toMatchObject({ code: "ECONNREFUSED", $metadata: { attempts: 3 } });
  expect(await metrics.render()).toMatch(/aws_call_duration_seconds_count\{.*outcome="failed".*\} 1/);
  drill.set();
  await expect(get()).resolves.toBeDefined();
  client.destroy();
});

test("PostgreSQL in a drill begins no statement and no transaction, and leaves the pool as it was", async () => {
  const metrics = createMetrics({ service: "cart" });
  const database = await openTestDatabase({ poolSize: 1, metrics });
  const transact = () => database.sql.begin((tx) => tx.unsafe("select 1 as one"));
  await transact();
  drill.set({ dependency: { name: "postgres", fails: 1 } });

  for (let time = 0; time < 3; time++) {
    await expect(database.ping()).rejects.toMatchObject({ code: "database-unavailable" });
    await expect(transact()).rejects.toMatchObject({ code: "database-unavailable" });
  }

  const rendered = await metrics.render();
  expect(rendered).toMatch(/statement_duration_seconds_count\{.*outcome="failed".*\} 3/);
  // Their own time, and not since the process began.
  expect(
    Number(/statement_duration_seconds_sum\{.*outcome="failed".*\} (\S+)/.exec(rendered)?.[1]),
  ).toBeLessThan(1);
  drill.set();
  expect(await transact()).toEqual([{ one: 1 }]);
  await database.dispose();
});

test("what can't be is refused: more than all calls, and parts that nobody knows", () => {
  const read = (dependency: object) =>
    Faults.safeParse({ programs: [{ service: "cart", dependency }] }).success;

  expect(read({ name: "payments", fails: 0.5, hangs: 0.5 })).toBe(true);
  expect(read({ name: "payments", fails: 0.6, hangs: 0.5 })).toBe(false);
  expect(read({ name: "stripe", fails: 1 })).toBe(false);
  expect(read({ name: "payments", hangs: 1, hangMs: 60_000 })).toBe(false);
});
