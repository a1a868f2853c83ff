import { type EventEmitter, once } from "node:events";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { AwsJsonError, awsJsonListener, type Json } from "./aws-json";
import { dataUnusable } from "./cloud-error";
import { createDualServer } from "./dual-protocol";
import { reckonFast } from "./kinesis/sequence-numbers";
import { operationsOf } from "./level-emulator";
import { closeServer, type EmulatedService, type ListenOptions, listenAt, loopback } from "./listen";

export interface KinesisOptions extends ListenOptions {
  /** Memory, where none is given. */
  dataDir?: string | undefined;
}

interface Store {
  db: EventEmitter & { close: () => Promise<void> };
}

/** What an on-demand stream begins with on AWS. */
const onDemandShards = 4;

/** Kinesis: kinesalite, told what newer SDKs send: HTTP/2, streams named by ARN, on-demand capacity. */
export async function startKinesis({ dataDir, port, host }: KinesisOptions = {}): Promise<EmulatedService> {
  reckonFast();
  const run = operationsOf<Store>("kinesalite");
  const store = await openStore(dataDir);
  const server = createDualServer(
    awsJsonListener((operation, input) => run(operation, adapt(operation, input), store)),
  );
  const listening = await listenAt(server, { port, host }, "Kinesis");
  return {
    endpoint: `http://${loopback}:${listening}`,
    port: listening,
    stop: async () => {
      await closeServer(server);
      await store.db.close();
    },
  };
}

function adapt(operation: string, { StreamARN, StreamId: _, ...input }: Json): Json {
  if (operation === "RegisterStreamConsumer" || operation === "SubscribeToShard") {
    throw new AwsJsonError("UnknownOperationException", "The embedded Kinesis has no enhanced fan-out.");
  }
  if (typeof StreamARN === "string") input.StreamName ??= StreamARN.split("/").at(-1);
  if (operation === "CreateStream") {
    const { StreamModeDetails, ...rest } = input;
    return { ShardCount: onDemandShards, ...rest };
  }
  if (operation === "ListShards") {
    const { ShardFilter, ...rest } = input;
    return rest;
  }
  return input;
}

async function openStore(dataDir: string | undefined): Promise<Store> {
  const { create } = createRequire(__filename)("kinesalite/db") as { create: (options: Json) => Store };
  const delays = { createStreamMs: 0, deleteStreamMs: 0, updateStreamMs: 0, shardLimit: 1000 };
  if (!dataDir || !hasLevelDb()) return create(delays);
  const path = join(dataDir, "kinesis");
  try {
    mkdirSync(dataDir, { recursive: true });
    const { db, ...store } = create({ ...delays, path });
    // It opens by itself, and a failure to would otherwise end the process.
    await once(db, "open");
    return { db, ...store };
  } catch (error) {
    throw dataUnusable("Kinesis", path, error);
  }
}

/**
 * kinesalite's LevelDB binding has no ready-made binary for Apple silicon. There the stream lives in memory, and
 * begins empty after a restart: its events carry absolute states, so that the next change of a SKU mends it.
 */
function hasLevelDb(): boolean {
  try {
    createRequire(__filename)("leveldown");
    return true;
  } catch {
    return false;
  }
}
