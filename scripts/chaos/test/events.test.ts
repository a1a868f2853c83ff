import { rmSync } from "node:fs";
import { join } from "node:path";
import { cloudEndpoints } from "@shopeasy/testing/cloud";
import { type FreshDatabase, freshDatabase } from "@shopeasy/testing/database";
import { freshQueue, freshTopic } from "@shopeasy/testing/queues";
import { bundle, root } from "../../jest/programs";
import { deliverAll } from "../events/deliver-all";

let database: FreshDatabase;
let relayProgram: string;

beforeAll(async () => {
  relayProgram = await bundle("chaos/events/relay-program.ts");
  database = await freshDatabase({ migrationsFolder: join(root, "services/catalog/src/db/migrations") });
});
afterAll(async () => {
  await database.drop();
  rmSync(relayProgram, { force: true });
});

test("events reach their consumer while the relay is killed and messages come twice: each has one effect, those rolled back have none", async () => {
  const topic = await freshTopic();
  const queue = await freshQueue("cart-events", { topicArn: topic.arn });

  const outcome = await deliverAll(
    {
      databaseUrl: database.url,
      topicArn: topic.arn,
      queueUrl: queue.url,
      endpoints: cloudEndpoints(),
      relayProgram,
    },
    { events: 2_000, kills: 4, withinMs: 90_000, tell: () => {}, signal: new AbortController().signal },
  );

  expect(outcome).toMatchObject({
    committed: 2_000,
    lost: 0,
    double: 0,
    invented: 0,
    kills: 4,
    leftInOutbox: 0,
  });
  expect(outcome.redelivered).toBeGreaterThan(100);
}, 120_000);
