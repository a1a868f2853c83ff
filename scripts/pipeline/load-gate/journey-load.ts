import { type JourneyName, journeyNames } from "@shopeasy/contracts/slos";
import { dueTimes } from "../../bench/load/arrivals";
import { openConnection } from "../../bench/load/connection";
import { inShares } from "../../bench/load/in-shares";
import { runOpenLoop } from "../../bench/load/open-loop";
import type { Step } from "../../bench/load/step";
import { Tally } from "../../bench/load/tally";
import { journeyRequests } from "./journey-requests";

export interface JourneyLoad {
  origin: string;
  /** Requests a second, however long answers take. */
  rate: number;
  seconds: number;
}

/** What became of one journey's requests. */
export interface JourneyOutcome {
  journey: JourneyName;
  /** Without those that were refused for being too many: so the shop defends itself. */
  asked: number;
  failed: number;
  firstFailure: string | null;
  /** In milliseconds, of those that were answered well, from when they were due; ascending. */
  latencies: Float64Array;
}

/** Enough that a slow answer delays no other one, while a shop that hangs is not asked more and more. */
const mostInFlight = 20;
const tooMany = 429;

/** Asks a shop for what customers do, at a steady rate, and tells how each journey fared. */
export async function putUnderLoad({ origin, rate, seconds }: JourneyLoad): Promise<JourneyOutcome[]> {
  const counts = new Map(
    journeyNames.map((name) => [name, { asked: 0, failed: 0, firstFailure: null as string | null }]),
  );
  const next = inShares(journeyRequests);
  const step: Step = async (connection) => {
    const { journey, status, method, path, body } = next();
    const count = counts.get(journey);
    const fail = (why: string): never => {
      if (count) count.failed += 1;
      if (count) count.firstFailure ??= `${method} ${path}: ${why}`;
      throw new Error(why);
    };
    if (count) count.asked += 1;
    const request = { method, path, ...(body !== undefined && { body }) };
    const answer = await connection.send(request).catch((error) => fail(String(Object(error).message)));
    if (answer.status === tooMany && count) {
      count.asked -= 1;
      return undefined;
    }
    if (answer.status !== status) fail(`HTTP ${answer.status} ${answer.body.slice(0, 200)}`);
    return journey;
  };

  const startAt = performance.now();
  const endAt = startAt + seconds * 1000;
  const tally = new Tally(startAt, endAt);
  const { unsent } = await runOpenLoop({
    ...{ step, endAt, mostInFlight, tally },
    nextDue: dueTimes({ rate, arrivals: "constant", startAt }),
    connect: (number) => openConnection(origin, number),
  });
  const { latenciesOfParts } = tally.result();
  const outcomes = [...counts].map(([journey, count]) => ({
    ...{ journey, ...count },
    latencies: (latenciesOfParts[journey] ?? new Float64Array()).toSorted(),
  }));
  return unsent > 0 ? outcomes.map(withUnsent(unsent)) : outcomes;
}

/** Which of them could not be sent nobody knows: the shop hung. */
const withUnsent =
  (unsent: number) =>
  (outcome: JourneyOutcome): JourneyOutcome => ({
    ...outcome,
    asked: outcome.asked + unsent,
    failed: outcome.failed + unsent,
    firstFailure: outcome.firstFailure ?? "the shop hung: nothing more could be sent",
  });
