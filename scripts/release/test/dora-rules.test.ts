import fc from "fast-check";
import { doraFigures } from "../figures/dora-rules";
import { beginRecord, type ReleaseRecord } from "../records/release-record";

const day = 86_400_000;
const start = Date.parse("2026-10-01T12:00:00Z");
const at = (seconds: number) => new Date(start + seconds * 1_000).toISOString();

const aRelease = (changes: Partial<ReleaseRecord> = {}): ReleaseRecord => ({
  ...beginRecord(
    {
      ...{ environment: "prod", service: "orders", version: "0123456789ab", previousVersion: null },
      ...{ commits: [], strategy: "canary10", by: "ada" },
    },
    new Date(start),
  ),
  ...{ exposedAt: at(60), finishedAt: at(600), outcome: "succeeded" },
  ...changes,
});
const aFailure = (changes: Partial<ReleaseRecord> = {}) => aRelease({ outcome: "rolled-back", ...changes });
const commit = (sha: string, before: number) => ({ sha, committedAt: at(-before) });

test("releases that reached customers are counted by the day, those that were taken back too", () => {
  const figures = doraFigures([aRelease(), aRelease(), aFailure()], 30);

  expect(figures).toMatchObject({ releases: 3, perDay: 0.1 });
  expect(figures.changeFailureRate).toBeCloseTo(1 / 3);
});

test("a release that no customer saw is no failed change, and no deployment", () => {
  const figures = doraFigures([aRelease(), aRelease({ outcome: "failed", exposedAt: null })], 30);

  expect(figures).toMatchObject({ releases: 1, changeFailureRate: 0, stoppedBefore: 1, timeToRestore: null });
});

test("lead time runs from a commit until the last of its services is with all customers, once for each commit", () => {
  const shared = commit("a", 400);
  const figures = doraFigures(
    [
      aRelease({ service: "cart", commits: [shared], finishedAt: at(600) }),
      aRelease({ service: "users", commits: [shared], finishedAt: at(1_600) }),
    ],
    30,
  );

  expect(figures.leadTime).toEqual({ median: 2_000, p95: 2_000 });
});

test("a commit that was taken back counts when it comes for good", () => {
  const late = aRelease({ commits: [commit("a", 0)], finishedAt: at(10_000) });

  const figures = doraFigures([aFailure({ commits: [commit("a", 0)] }), late], 30);

  expect(figures.leadTime?.median).toBe(10_000);
});

test("time to restore begins with the first customer who had it", () => {
  const figures = doraFigures([aFailure({ exposedAt: at(100), finishedAt: at(145) })], 30);

  expect(figures.timeToRestore).toEqual({ median: 45, p95: 45 });
});

test("of twenty lead times, one is above the 95th percentile, and half are not above the median", () => {
  const commits = Array.from({ length: 20 }, (_, index) => commit(String(index), index));

  const figures = doraFigures([aRelease({ commits, finishedAt: at(1) })], 1);

  expect(figures.leadTime).toEqual({ median: 10, p95: 19 });
});

test("nothing was released: there are no figures to be wrong", () => {
  const figures = doraFigures([], 30);

  expect(figures).toEqual({
    ...{
      releases: 0,
      perDay: 0,
      leadTime: null,
      changeFailureRate: null,
      timeToRestore: null,
      stoppedBefore: 0,
    },
  });
});

test("whatever was released, shares are shares and times are not below zero", () => {
  const records = fc.array(
    fc.record({
      outcome: fc.constantFrom("succeeded" as const, "rolled-back" as const, "failed" as const),
      exposed: fc.option(fc.integer({ min: -day, max: day })),
      finished: fc.integer({ min: -day, max: day }),
      commits: fc.array(fc.integer({ min: -day, max: day }), { maxLength: 4 }),
    }),
  );

  fc.assert(
    fc.property(records, (made) => {
      const figures = doraFigures(
        made.map(({ outcome, exposed, finished, commits }) =>
          aRelease({
            outcome,
            ...{ exposedAt: exposed === null ? null : at(exposed), finishedAt: at(finished) },
            commits: commits.map((before, index) => commit(String(index), before)),
          }),
        ),
        30,
      );
      expect(figures.changeFailureRate ?? 0).toBeGreaterThanOrEqual(0);
      expect(figures.changeFailureRate ?? 0).toBeLessThanOrEqual(1);
      for (const times of [figures.leadTime, figures.timeToRestore]) {
        expect(times?.median ?? 0).toBeGreaterThanOrEqual(0);
        expect(times?.p95 ?? 0).toBeGreaterThanOrEqual(times?.median ?? 0);
      }
    }),
  );
});
