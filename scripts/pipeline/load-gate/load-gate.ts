import { failuresOf } from "../../../infra/functions/smoke-test/checks";
import { type JourneyOutcome, putUnderLoad } from "./journey-load";
import { type Judged, judge, limitsOf } from "./judge";

export interface LoadGate {
  /** Of the shop: `https://staging.shopeasy.example` */
  origin: string;
  rate: number;
  seconds: number;
  /** In place of the journeys' objectives. */
  maxErrorRate: number | undefined;
  maxP99Ms: number | undefined;
  /** What does not work at once may work until then. */
  smokeSeconds: number;
}

/**
 * Whether a shop may be released further: it works, and under a bounded load each journey keeps its objectives
 * (`slos.ts`). Nothing is changed. Tells what it sees, and gives whether it is good.
 */
export async function passesLoadGate(gate: LoadGate, say: (line: string) => void): Promise<boolean> {
  const failures = await failuresOf(gate.origin, Date.now() + gate.smokeSeconds * 1000);
  for (const failure of failures) say(`does not work: ${failure}`);
  if (failures.length > 0) return false;
  say("works: what customers do first, at every service");

  const judged = (await putUnderLoad(gate)).map((outcome) => {
    const verdict = judge(outcome, limitsOf(outcome.journey, gate));
    say(toldOutcome(outcome, verdict));
    if (outcome.firstFailure) say(`first failure: ${outcome.firstFailure}`);
    return verdict;
  });
  return judged.every(({ isGood }) => isGood);
}

function toldOutcome(
  { journey, asked }: JourneyOutcome,
  { limits, failedShare, ms, isGood }: Judged,
): string {
  const share = (value: number) => `${Number((value * 100).toFixed(2))} %`;
  const time = (value: number) => (Number.isNaN(value) ? "none" : `${value.toFixed(0)} ms`);
  return (
    `${isGood ? "keeps" : "breaks"} its objectives: ${journey}, ${asked} requests, ` +
    `${share(failedShare)} failed (at most ${share(limits.failedShare)}), ` +
    `${share(limits.inTimeShare)} within ${time(ms)} (at most ${time(limits.withinMs)})`
  );
}
