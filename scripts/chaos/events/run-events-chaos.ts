import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "@shopeasy/testing/database";
import { freePort } from "@shopeasy/testing/free-port";
import { startPostgres } from "../../cloud/postgres";
import { createDatabases } from "../../cloud/postgres/databases";
import { startCloud } from "../../cloud/start-cloud";
import { type DeliveryOutcome, type DeliveryPlan, deliverAll } from "./deliver-all";

const build = join(__dirname, "../..");

/** `npm run chaos -- events`: the same as the test of every day, with a hundred thousand events and twenty kills. */
export async function runEventsChaos(plan: DeliveryPlan): Promise<DeliveryOutcome> {
  const folder = mkdtempSync(join(tmpdir(), "shopeasy-chaos-events-"));
  const undo: (() => Promise<unknown>)[] = [async () => rmSync(folder, { recursive: true, force: true })];
  try {
    const postgres = await startPostgres({
      dataDir: join(folder, "postgres"),
      port: await freePort(),
      durable: true,
    });
    undo.push(postgres.stop);
    const cloud = await startCloud({ dataDir: join(folder, "cloud") });
    undo.push(cloud.stop);
    await createDatabases(postgres, ["catalog"]);
    const databaseUrl = postgres.url("catalog", "catalog");
    // Any service's tables would do: outbox and inbox are the same in all.
    await migrate(databaseUrl, join(build, "services/catalog/db/migrations"));
    return await deliverAll(
      {
        databaseUrl,
        topicArn: cloud.environment.EVENTS_TOPIC_ARN ?? "",
        queueUrl: cloud.environment.CART_EVENTS_QUEUE_URL ?? "",
        endpoints: cloud.endpoints,
        relayProgram: join(build, "scripts/chaos/events/relay-program.js"),
      },
      plan,
    );
  } finally {
    for (const step of undo.reverse()) await step();
  }
}
