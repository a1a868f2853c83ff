import { shopMetrics } from "@shopeasy/contracts/metrics";
import type { Metrics } from "@shopeasy/platform/metrics/metrics";
import { startPeriodic } from "@shopeasy/platform/runtime/periodic";
import type { WorkerDeps } from "../worker-deps";
import { UnreadableFile } from "./entry";
import { entryBatches, oneAhead } from "./entry-batches";
import { fileEntries } from "./file-entries";
import { deleteFile, readFile } from "./import-files";
import {
  endImport,
  giveBack,
  type ImportTurn,
  LeaseLost,
  leaseMs,
  renewLease,
  saveProgress,
  takeImport,
} from "./import-turns";
import { learnSizes } from "./learn-sizes";
import { addCounts, noCounts, storeBatch } from "./store-batch";

type Dependencies = Pick<WorkerDeps, "database" | "importFiles" | "logger" | "metrics">;

/** With pauses of 1, 2, 4 … 60 seconds between them, some four minutes. */
const mostAttempts = 10;
const longestPauseMs = 60_000;

/**
 * Takes queued files into the catalogue, one after another. Any number of workers may run: each import is one's at a
 * time, and goes on where it was stored to when its worker dies. `stop` resolves when the batch in hand is stored.
 */
export function startImports(deps: Dependencies, { lookEveryMs = 1_000 } = {}): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const count = countersOf(deps.metrics);
  const work = () => runNextImport(deps, count, stopping.signal);
  const periodic = startPeriodic({ name: "imports", everyMs: lookEveryMs, logger: deps.logger, work });
  return {
    async stop() {
      stopping.abort();
      await periodic.stop();
    },
  };
}

type Counters = ReturnType<typeof countersOf>;

/** Gives how many it took up: 1, or 0 where none waits. */
async function runNextImport(deps: Dependencies, count: Counters, stopping: AbortSignal): Promise<number> {
  const { database, logger } = deps;
  const turn = await takeImport(database.db);
  if (!turn) return 0;
  const renewal = setInterval(() => renewLease(database.db, turn).catch(() => {}), leaseMs / 3);
  try {
    await runTurn(deps, count, turn, stopping);
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error;
    logger.warn("import.lease-lost", { importId: turn.id });
  } finally {
    clearInterval(renewal);
  }
  return 1;
}

async function runTurn(
  deps: Dependencies,
  count: Counters,
  turn: ImportTurn,
  stopping: AbortSignal,
): Promise<void> {
  const { database, logger } = deps;
  const importId = turn.id;
  logger.info("import.started", { importId, line: turn.from.line, attempt: turn.attempt });
  let attempt = turn.attempt;
  try {
    if (attempt > mostAttempts) throw new UnreadableFile("Every worker that took it up was ended by it.");
    const done = await storeFile(deps, turn, stopping, () => {
      attempt = 1;
    });
    if (done === "interrupted") {
      await giveBack(database.db, turn, 0);
      logger.info("import.interrupted", { importId });
      return;
    }
    await finish(deps, count, turn, "completed");
    logger.info("import.completed", { importId, ...done });
    await learnSizes(deps, done).catch((error: unknown) => logger.warn("import.sizes-unlearnt", { error }));
  } catch (error) {
    if (error instanceof LeaseLost) throw error;
    if (error instanceof UnreadableFile) return fail(error.message);
    if (attempt >= mostAttempts) {
      await fail(`Something that it needs failed ${mostAttempts} times in a row. Send the file again later.`);
      logger.error("import.given-up", { importId, error });
      return;
    }
    logger.warn("import.postponed", { importId, attempt, error });
    await giveBack(database.db, turn, Math.min(1_000 * 2 ** (attempt - 1), longestPauseMs));
  }

  async function fail(message: string): Promise<void> {
    await finish(deps, count, turn, "failed", message);
    logger.warn("import.failed", { importId, reason: message });
  }
}

/** Stores what is left of the file, batch by batch; gives what this turn did. */
async function storeFile(
  deps: Dependencies,
  turn: ImportTurn,
  stopping: AbortSignal,
  onProgress: () => void,
) {
  const open = (byte: number) => readFile(deps.importFiles, turn, byte);
  let counts = noCounts;
  for await (const batch of oneAhead(entryBatches(fileEntries(turn.format, open, turn.from)))) {
    if (stopping.aborted) return "interrupted";
    const position = batch.at(-1)?.after ?? turn.from;
    const stored = await storeBatch(deps, batch, (tx, result) => saveProgress(tx, turn, position, result));
    counts = addCounts(counts, stored);
    onProgress();
  }
  return counts;
}

/** What the file was is in the catalogue; the bucket lets go by itself of one that can't be deleted now. */
async function finish(
  { database, importFiles, logger }: Dependencies,
  count: Counters,
  turn: ImportTurn,
  status: "completed" | "failed",
  message?: string,
): Promise<void> {
  await endImport(database.db, turn, status, message);
  count.finished.inc({ status });
  await deleteFile(importFiles, turn.id).catch((error: unknown) => {
    logger.warn("import.file-kept", { importId: turn.id, error });
  });
}

const countersOf = (metrics: Metrics) => ({
  finished: metrics.counter(shopMetrics, "imports_finished_total"),
});
