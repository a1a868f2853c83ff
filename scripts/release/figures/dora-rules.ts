import type { ReleaseRecord } from "../records/release-record";

/** The four keys of DORA (https://dora.dev/guides/dora-metrics-four-keys/), of the releases of some days. */
export interface DoraFigures {
  releases: number;
  /** Releases that reached customers, a day. */
  perDay: number;
  /** Seconds from a commit until all customers had it; null where no commit came to them. */
  leadTime: { median: number; p95: number } | null;
  /** The share of releases that reached customers and had to be taken back; null where there were none. */
  changeFailureRate: number | null;
  /** Seconds from the first customers until all were back; null where nothing was taken back. */
  timeToRestore: { median: number; p95: number } | null;
  /** Releases that no customer ever saw: what looks before customers do has worked. */
  stoppedBefore: number;
}

/**
 * Works out the figures from records of releases that have ended.
 *
 * Deployment frequency counts what reached customers, whatever became of it. Lead time is counted for each commit once,
 * when the last of the services that it changed had it for good. A change failed when customers had it and were taken
 * back from it; what failed before is not counted, since no customer was served by it. Time to restore is DORA's
 * "failed deployment recovery time", and begins with the first customer, not with the alarm.
 */
export function doraFigures(records: readonly ReleaseRecord[], days: number): DoraFigures {
  const reached = records.filter(({ exposedAt }) => exposedAt !== null);
  const takenBack = reached.filter(({ outcome }) => outcome === "rolled-back");
  return {
    releases: reached.length,
    perDay: reached.length / days,
    leadTime: spread([...leadSeconds(records).values()]),
    changeFailureRate: reached.length === 0 ? null : takenBack.length / reached.length,
    timeToRestore: spread(takenBack.map(restoreSeconds)),
    stoppedBefore: records.filter(({ outcome, exposedAt }) => outcome === "failed" && exposedAt === null)
      .length,
  };
}

/** Seconds from each commit until the last of the services that it changed had it. */
export function leadSeconds(records: readonly ReleaseRecord[]): Map<string, number> {
  const longest = new Map<string, number>();
  for (const { outcome, finishedAt, commits } of records) {
    if (outcome !== "succeeded" || finishedAt === null) continue;
    for (const { sha, committedAt } of commits) {
      longest.set(sha, Math.max(longest.get(sha) ?? 0, secondsBetween(committedAt, finishedAt)));
    }
  }
  return longest;
}

/** Seconds for which some customers had a release that was taken back. */
export const restoreSeconds = ({ exposedAt, finishedAt }: ReleaseRecord): number =>
  exposedAt === null || finishedAt === null ? 0 : secondsBetween(exposedAt, finishedAt);

/** The value that so many in a hundred are not above, by the nearest rank. */
const percentile = (sorted: readonly number[], percent: number): number =>
  sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;

function spread(values: readonly number[]) {
  if (values.length === 0) return null;
  const sorted = [...values].sort((one, other) => one - other);
  return { median: percentile(sorted, 50), p95: percentile(sorted, 95) };
}

/** A commit's clock may be ahead of ours. */
const secondsBetween = (from: string, to: string): number =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1_000));
