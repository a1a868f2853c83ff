import { setTimeout as pause } from "node:timers/promises";
import { sqsClient } from "@shopeasy/platform/aws/clients";
import { type Database, openDatabase } from "@shopeasy/platform/database/connect";
import type { Event } from "@shopeasy/platform/events/event";
import { newId } from "@shopeasy/platform/ids";
import { firstTime } from "@shopeasy/platform/inbox/once";
import { createLogger } from "@shopeasy/platform/logging/logger";
import { createMetrics } from "@shopeasy/platform/metrics/metrics";
import { announce } from "@shopeasy/platform/outbox/announce";
import { startConsumer } from "@shopeasy/platform/queue/consumer";
import { sql } from "drizzle-orm";
import { clientFor } from "../../cloud/local-account";
import { RelayProcess } from "./relay-process";

export interface DeliveryGround {
  /** A database with an outbox and an inbox, and no other rows in them. */
  databaseUrl: string;
  topicArn: string;
  /** Subscribes to the topic, and to the type `order.paid`. */
  queueUrl: string;
  endpoints: { sns: string; sqs: string };
  /** Of the relay, bundled. */
  relayProgram: string;
}

export interface DeliveryPlan {
  /** How many are committed; one transaction in ten is rolled back beside them. */
  events: number;
  /** How often the relay is killed while it works. */
  kills: number;
  withinMs: number;
  tell: (note: string) => void;
  /** Ends the run before its time. */
  signal: AbortSignal;
}

export interface DeliveryOutcome {
  committed: number;
  /** Committed, and without an effect. */
  lost: number;
  /** With more than one effect. */
  double: number;
  /** With an effect, though never committed. */
  invented: number;
  /** Messages whose first handling fell over after its commit, so that they came again. */
  redelivered: number;
  kills: number;
  leftInOutbox: number;
  seconds: number;
}

const inTransaction = 100;
/** One message in so many is not known to be done when it is. */
const redeliveredOneIn = 10;

/**
 * Sends events from an outbox through SNS and SQS to a consumer, while the relay is killed over and over and messages
 * come again, and counts what effects they had. Gives up after `withinMs`: then some are lost.
 * @throws the signal's reason when it is aborted; nothing is left running then either
 */
export async function deliverAll(ground: DeliveryGround, plan: DeliveryPlan): Promise<DeliveryOutcome> {
  const startedAt = performance.now();
  const database = openDatabase({ url: ground.databaseUrl, schema: {}, poolSize: 12, name: "consumer" });
  await database.db.execute(sql`create table effects (event_id uuid not null)`);
  const consumer = startConsuming(database, ground);
  const { databaseUrl, topicArn, endpoints } = ground;
  const relay = new RelayProcess(ground.relayProgram, { databaseUrl, topicArn, endpoint: endpoints.sns });
  try {
    const [{ committed, rolledBack }, kills] = await Promise.all([
      announceAll(database, plan),
      killAlongTheWay(relay, consumer, { ...plan, startedAt }),
    ]);
    const isOver = () => consumer.handled() >= committed.length && consumer.toComeAgain() === 0;
    while (!isOver() && performance.now() - startedAt < plan.withinMs) {
      await pause(50);
      plan.signal.throwIfAborted();
    }
    const effects = await countEffects(database);
    return {
      committed: committed.length,
      lost: committed.filter((id) => !effects.has(id)).length,
      double: [...effects.values()].filter((count) => count > 1).length,
      invented: rolledBack.filter((id) => effects.has(id)).length,
      redelivered: consumer.redelivered(),
      kills,
      leftInOutbox: await outboxLength(database),
      seconds: (performance.now() - startedAt) / 1000,
    };
  } finally {
    await relay.end();
    await consumer.stop();
    await database.close();
  }
}

async function announceAll({ db }: Database, { events: count, signal }: DeliveryPlan) {
  const outcome: Record<"committed" | "rolledBack", string[]> = { committed: [], rolledBack: [] };
  for (let transaction = 1; outcome.committed.length < count; transaction++) {
    const missing = count - outcome.committed.length;
    const events = Array.from({ length: Math.min(inTransaction, missing) }, anEvent);
    const isRolledBack = transaction % 10 === 0;
    signal.throwIfAborted();
    await db
      .transaction(async (tx) => {
        await announce(tx, events);
        if (isRolledBack) tx.rollback();
      })
      .catch((error: unknown) => {
        if (!isRolledBack) throw error;
      });
    outcome[isRolledBack ? "rolledBack" : "committed"].push(...events.map(({ id }) => id));
  }
  return outcome;
}

function anEvent(): Event {
  return {
    id: newId(),
    type: "order.paid",
    version: 1,
    occurredAt: new Date().toISOString(),
    aggregateId: newId(),
    aggregateVersion: 1,
    data: {},
  };
}

const fallsOver = (id: string) => Number.parseInt(id.slice(-6), 16) % redeliveredOneIn === 0;

/** Gives each event its effect in the transaction that remembers it; one in ten falls over right after that. */
function startConsuming(database: Database, { endpoints, queueUrl }: DeliveryGround) {
  const sqs = sqsClient(clientFor(endpoints.sqs));
  let handled = 0;
  let redelivered = 0;
  const fallen = new Set<string>();
  const consumer = startConsumer({
    sqs,
    queueUrl,
    name: "effects",
    logger: createLogger({ service: "effects", level: "error" }),
    metrics: createMetrics({ service: "effects" }),
    retryDelaySeconds: () => 1,
    async handle({ body, receiveCount }) {
      const { id } = body as Event;
      const isNew = await database.db.transaction(async (tx) => {
        if (!(await firstTime(tx, "effects", id))) return false;
        await tx.execute(sql`insert into effects (event_id) values (${id})`);
        return true;
      });
      if (isNew) handled += 1;
      if (receiveCount > 1) {
        redelivered += 1;
        fallen.delete(id);
      } else if (fallsOver(id)) {
        fallen.add(id);
        throw new Error("It fell over before it could say that it was done");
      }
    },
  });
  return {
    handled: () => handled,
    redelivered: () => redelivered,
    /** Messages that are still to come a second time. */
    toComeAgain: () => fallen.size,
    async stop() {
      await consumer.stop();
      sqs.destroy();
    },
  };
}

/** Kills at even distances of the way; gives how often it came to that. */
async function killAlongTheWay(
  relay: RelayProcess,
  consumer: { handled: () => number },
  { events, kills, withinMs, startedAt, tell, signal }: DeliveryPlan & { startedAt: number },
): Promise<number> {
  for (let killed = 0; killed < kills; killed++) {
    const next = ((killed + 0.5) / kills) * events * 0.9;
    while (consumer.handled() < next) {
      if (performance.now() - startedAt > withinMs) return killed;
      await pause(5);
      signal.throwIfAborted();
    }
    await relay.kill();
    tell(`${consumer.handled()} of ${events} handled, the relay killed ${killed + 1} times`);
  }
  return kills;
}

async function countEffects({ db }: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await db.execute<{ event_id: string; count: string }>(
    sql`select event_id, count(*) as count from effects group by event_id`,
  );
  return new Map(rows.map(({ event_id, count }) => [event_id, Number(count)]));
}

async function outboxLength({ db }: Database): Promise<number> {
  const [row] = await db.execute<{ count: string }>(sql`select count(*) as count from outbox`);
  return Number(row?.count);
}
