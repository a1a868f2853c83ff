import type { Sku } from "@shopeasy/contracts/ids";
import { runWithContext } from "@shopeasy/platform/context/request-context";
import { flushTraces, openTrace } from "@shopeasy/platform/tracing/tracing";
import type { KinesisStreamBatchResponse, KinesisStreamEvent, KinesisStreamRecord } from "aws-lambda";
import type { Change } from "./availability/availability-rules";
import { foldSku, foldTogether, inPortions } from "./availability/fold-skus";
import type { Deps } from "./deps";
import { type Cause, linkCauses } from "./link-causes";
import { readRecord } from "./read-record";

interface Group {
  sku: Sku;
  changes: Change[];
  /** Of its first record: where the stream goes on if the group fails. */
  first: string;
  /** Of its records that are traced. */
  causes: Cause[];
}

/**
 * Folds a batch of the stream into the availability table. A record that nobody can understand
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
    runWithContext({ requestId, traceId: trace.id }, async () => {
      const groups = groupBySku(deps, records);
      const ends = linkCauses(groups, trace);
      const failed = await foldAll(deps, groups);
      ends(failed);
      return failed;
    }),
  );
  // A frozen container sends nothing: what is not out by now may never be.
  await flushTraces();
  const [first] = failed.sort((one, other) => (BigInt(one) < BigInt(other) ? -1 : 1));
  return { batchItemFailures: first === undefined ? [] : [{ itemIdentifier: first }] };
}

function groupBySku(
  { logger, changes }: Pick<Deps, "logger" | "changes">,
  records: readonly KinesisStreamRecord[],
) {
  const groups = new Map<Sku, Group>();
  for (const { kinesis } of records) {
    const { sequenceNumber } = kinesis;
    try {
      const { sku, change, traceHeader } = readRecord(kinesis.data);
      const group = groups.get(sku) ?? { sku, changes: [], first: sequenceNumber, causes: [] };
      group.changes.push(change);
      if (traceHeader) {
        group.causes.push({ traceHeader, arrivedAt: kinesis.approximateArrivalTimestamp * 1_000 });
      }
      groups.set(sku, group);
    } catch (error) {
      changes.inc({ outcome: "skipped" });
      logger.error("inventory.record-skipped", { sequenceNumber, error });
    }
  }
  return [...groups.values()];
}

/** The first sequence numbers of the groups that failed. */
async function foldAll(deps: Deps, groups: readonly Group[]): Promise<string[]> {
  const portions = inPortions(groups).map((some) => foldPortion(deps, some));
  return (await Promise.all(portions)).flat();
}

/** Many SKUs in one go; where that fails each for itself, so that none is held up by another's fault. */
async function foldPortion(deps: Deps, groups: readonly Group[]): Promise<string[]> {
  const areMany = groups.length > 1;
  if (areMany && (await foldTogether(deps, groups).catch(() => false))) {
    deps.changes.inc({ outcome: "folded" }, changesIn(groups));
    return [];
  }
  const folded = groups.map(async (group) => {
    try {
      await foldSku(deps, group);
      deps.changes.inc({ outcome: "folded" }, changesIn([group]));
      return [];
    } catch (error) {
      deps.changes.inc({ outcome: "failed" }, changesIn([group]));
      deps.logger.warn("inventory.fold-failed", { sku: group.sku, count: group.changes.length, error });
      return [group.first];
    }
  });
  return (await Promise.all(folded)).flat();
}

const changesIn = (groups: readonly Group[]): number =>
  groups.reduce((sum, { changes }) => sum + changes.length, 0);
