import type { Sku } from "@shopeasy/contracts/ids";
import { runWithContext } from "@shopeasy/platform/context/request-context";
import { flushTraces, openTrace } from "@shopeasy/platform/tracing/tracing";
import type { KinesisStreamBatchResponse, KinesisStreamEvent, KinesisStreamRecord } from "aws-lambda";
import type { Change } from "./availability/availability-rules";
import { foldSku } from "./availability/fold-sku";
import type { Deps } from "./deps";
import { readRecord } from "./read-record";

interface Group {
  changes: Change[];
  /** Of its first record: where the stream goes on if the group fails. */
  first: string;
}

/**
 * Folds a batch of the stream into the availability table, each SKU for itself. A record that nobody can understand
 * is logged and passed over; where the table fails, the answer names the first record concerned, and AWS brings it
 * and all behind it again, which does no harm.
 */
export async function foldBatch(
  deps: Deps,
  { Records: records }: KinesisStreamEvent,
  requestId: string,
): Promise<KinesisStreamBatchResponse> {
  const annotations = { stream: "inventory", records: records.length };
  const failed = await openTrace({ annotations }, (trace) =>
    runWithContext({ requestId, traceId: trace.id }, () => foldAll(deps, groupBySku(deps, records))),
  );
  // A frozen container sends nothing: what is not out by now may never be.
  await flushTraces();
  const [first] = failed.sort((one, other) => (BigInt(one) < BigInt(other) ? -1 : 1));
  return { batchItemFailures: first === undefined ? [] : [{ itemIdentifier: first }] };
}

function groupBySku({ logger }: Pick<Deps, "logger">, records: readonly KinesisStreamRecord[]) {
  const groups = new Map<Sku, Group>();
  for (const { kinesis } of records) {
    const { sequenceNumber } = kinesis;
    try {
      const { sku, change } = readRecord(kinesis.data);
      const group = groups.get(sku) ?? { changes: [], first: sequenceNumber };
      group.changes.push(change);
      groups.set(sku, group);
    } catch (error) {
      logger.error("inventory.record-skipped", { sequenceNumber, error });
    }
  }
  return groups;
}

/** The first sequence numbers of the groups that failed. */
async function foldAll(deps: Deps, groups: ReadonlyMap<Sku, Group>): Promise<string[]> {
  const folded = [...groups].map(async ([sku, { changes, first }]) => {
    try {
      await foldSku(deps, sku, changes);
      return [];
    } catch (error) {
      deps.logger.warn("inventory.fold-failed", { sku, count: changes.length, error });
      return [first];
    }
  });
  return (await Promise.all(folded)).flat();
}
