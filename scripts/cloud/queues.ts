import { mkdirSync } from "node:fs";
import type { RequestListener, Server, ServerResponse } from "node:http";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
// The package exports only a server that listens on all interfaces. What that one is made of lies behind it; the
// version is pinned in package.json.
import { buildApp } from "../../node_modules/fauxqs/dist/app.js";
import { PersistenceManager } from "../../node_modules/fauxqs/dist/persistence.js";
import { S3Store } from "../../node_modules/fauxqs/dist/s3/s3Store.js";
import { SnsStore } from "../../node_modules/fauxqs/dist/sns/snsStore.js";
import { SqsStore } from "../../node_modules/fauxqs/dist/sqs/sqsStore.js";
import { asCloudError, dataUnusable } from "./cloud-error";
import { findDueMessages } from "./due-messages";
import { gatherWrites } from "./gathered-writes";
import { type EmulatedService, type ListenOptions, loopback } from "./listen";
import { dropOldMessages } from "./queue-retention";
import { guardedS3 } from "./s3/guard";
import { type Asked, giveBackUnheard } from "./unheard-answers";

export interface QueuesOptions extends ListenOptions {
  /** Memory, where none is given. */
  dataDir?: string | undefined;
}

interface EmulatedQueues extends EmulatedService {
  sqsStore: SqsStore;
}

/** SQS, SNS and S3 on one port: fauxqs, its messages and objects kept in SQLite. */
export async function startQueues({
  dataDir,
  port = 0,
  host = loopback,
}: QueuesOptions = {}): Promise<EmulatedQueues> {
  const stores = { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() };
  // Without a host of its own, queue URLs carry the address that the client called.
  stores.sqsStore.host = "";
  const disk = dataDir ? openDisk(join(dataDir, "queues"), stores) : undefined;
  const writes = disk && gatherWrites(disk);
  const app = buildApp({ logger: false, stores });
  guard(app.server);
  app.addHook("onSend", async (request: Asked, reply: { raw: ServerResponse }, answer: unknown) => {
    giveBackUnheard(stores.sqsStore, request, answer, reply.raw);
    writes?.commit();
    return answer;
  });
  const dropping = setInterval(() => dropOldMessages(stores.sqsStore, Date.now()), 60_000).unref();
  const due = findDueMessages(stores.sqsStore);
  app.addHook("onClose", async () => {
    clearInterval(dropping);
    due.stop();
  });
  if (disk) app.addHook("onClose", async () => disk.close());
  try {
    const listening = Number(new URL(await app.listen({ host, port })).port);
    const { sqsStore } = stores;
    return {
      endpoint: `http://${loopback}:${listening}`,
      port: listening,
      sqsStore,
      stop: () => app.close(),
    };
  } catch (error) {
    throw asCloudError(error, "SQS");
  }
}

/** Puts S3's guard before all that the server serves. */
function guard(server: Server): void {
  const [serve] = server.listeners("request");
  server.removeAllListeners("request").on("request", guardedS3(serve as RequestListener));
}

interface Stores {
  sqsStore: SqsStore;
  snsStore: SnsStore;
  s3Store: S3Store;
}

/** Loads first and only then has changes written through, as fauxqs itself does: loading must not write. */
function openDisk(folder: string, { sqsStore, snsStore, s3Store }: Stores): PersistenceManager {
  try {
    mkdirSync(folder, { recursive: true });
    const disk = new PersistenceManager(folder);
    // A kill of the process loses nothing even so; waiting for the disk at each message would hold up all services.
    connectionOf(disk).exec("PRAGMA synchronous = NORMAL");
    disk.load(sqsStore, snsStore, s3Store);
    sqsStore.persistence = disk;
    snsStore.persistence = disk;
    s3Store.persistence = disk;
    for (const queue of sqsStore.allQueues()) queue.persistence = disk;
    return disk;
  } catch (error) {
    throw dataUnusable("SQS", folder, error);
  }
}

/** Private to fauxqs's types, and the one way to its settings. */
function connectionOf(disk: PersistenceManager): DatabaseSync {
  return (disk as unknown as { db: DatabaseSync }).db;
}
