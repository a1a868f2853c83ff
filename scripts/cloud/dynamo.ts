import { mkdirSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { AwsJsonError, awsJsonListener, type Json } from "./aws-json";
import { dataUnusable } from "./cloud-error";
import { rememberExpressions } from "./dynamo/known-expressions";
import { knowTables } from "./dynamo/known-tables";
import { openStore, type Store } from "./dynamo/store";
import { TimeToLive } from "./dynamo/time-to-live";
import { Transactions } from "./dynamo/transactions";
import { WriteBatch } from "./dynamo/write-batch";
import { WriteGate } from "./dynamo/write-gate";
import { operationsOf } from "./level-emulator";
import { closeServer, type EmulatedService, type ListenOptions, listenAt, loopback } from "./listen";

export interface DynamoOptions extends ListenOptions {
  /** Memory, where none is given. */
  dataDir?: string | undefined;
  /** How often expired items are looked for, which reads all there are. AWS takes up to days, so nothing may rely on it. */
  sweepEveryMs?: number | undefined;
}

/**
 * DynamoDB: dynalite, and what it lacks: transactions, time to live, the item in a failed condition, and writes
 * that a kill of the process cannot tear.
 */
export async function startDynamo({
  dataDir,
  port,
  host,
  sweepEveryMs = 10 * 60_000,
}: DynamoOptions = {}): Promise<EmulatedService> {
  rememberExpressions();
  const opened = await openData(dataDir);
  const { view: store, forget } = knowTables(opened);
  const run = operationsOf<Store>("dynalite");
  const gate = new WriteGate();
  const transactions = new Transactions(store, run);
  const timeToLive = new TimeToLive(store, run);

  async function writeItem(
    operation: string,
    { ReturnValuesOnConditionCheckFailure: wanted, ...input }: Json,
  ) {
    const batch = new WriteBatch(store, "each-item");
    try {
      return await gate.write(() => run(operation, input, batch.view));
    } catch (error) {
      const conditionFailed =
        error instanceof AwsJsonError && error.type === "ConditionalCheckFailedException";
      if (conditionFailed && wanted === "ALL_OLD" && batch.itemBefore) {
        throw new AwsJsonError(error.type, error.message, { Item: batch.itemBefore });
      }
      throw error;
    }
  }

  const answer = (operation: string, input: Json): Promise<unknown> => {
    switch (operation) {
      case "PutItem":
      case "UpdateItem":
      case "DeleteItem":
        return writeItem(operation, input);
      case "BatchWriteItem":
        return gate.write(() => run(operation, input, new WriteBatch(store, "each-item").view));
      case "TransactWriteItems":
        return gate.transact(() => transactions.write(input));
      case "TransactGetItems":
        return gate.transact(() => readTogether(input));
      case "UpdateTimeToLive":
        return timeToLive.update(input);
      case "DescribeTimeToLive":
        return timeToLive.describe(input);
      case "UpdateContinuousBackups":
      case "DescribeContinuousBackups":
        return Promise.resolve(pointInTimeRecovery);
      case "CreateTable":
      case "UpdateTable":
      case "DeleteTable":
        return changeTable(operation, input);
      default:
        return run(operation, input, store);
    }
  };

  async function changeTable(operation: string, input: Json) {
    forget();
    return run(operation, input, opened).finally(forget);
  }

  async function readTogether(input: Json) {
    const gets = input.TransactItems as { Get: Json }[];
    return { Responses: await Promise.all(gets.map(({ Get }) => run("GetItem", Get, store))) };
  }

  await transactions.forgetOldTokens();
  const forgetting = setInterval(() => void transactions.forgetOldTokens(), 10 * 60_000).unref();
  void timeToLive.sweep(sweepEveryMs, (input) => writeItem("DeleteItem", input));
  const server = createServer({ keepAliveTimeout: 65_000 }, awsJsonListener(answer));
  const listening = await listenAt(server, { port, host }, "DynamoDB");

  return {
    endpoint: `http://${loopback}:${listening}`,
    port: listening,
    stop: async () => {
      clearInterval(forgetting);
      timeToLive.stop();
      await closeServer(server);
      await store.db.close();
    },
  };
}

/** Point-in-time recovery is a setting of AWS that has no local counterpart: it is on, and that is all. */
const pointInTimeRecovery = {
  ContinuousBackupsDescription: {
    ContinuousBackupsStatus: "ENABLED",
    PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: "ENABLED" },
  },
};

async function openData(dataDir: string | undefined): Promise<Store> {
  if (!dataDir) return openStore(undefined);
  const path = join(dataDir, "dynamodb");
  try {
    mkdirSync(dataDir, { recursive: true });
    return await openStore(path);
  } catch (error) {
    throw dataUnusable("DynamoDB", path, error);
  }
}
