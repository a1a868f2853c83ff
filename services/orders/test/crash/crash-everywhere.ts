import type { OrdersGround } from "../orders-ground";
import { startDoomedProgram } from "./doomed-program";
import { type Followed, Follower, type KillPoint, type Meanwhile, nameOf } from "./follower";

/** What a program dies over. */
export interface Doomed<Case> {
  program: "main" | "worker";
  /** Makes so many cases; for a worker, such as are due already. */
  prepare: (count: number) => Promise<Case[]>;
  /** Ids of a case's that no other's exchanges have. */
  marksOf: (made: Case) => string[];
  /** Has the program work on it; resolves when that is done. */
  work: (made: Case, url: string) => PromiseLike<unknown>;
  meanwhile?: (made: Case) => Meanwhile;
  /** Whether the worker's publishing of events is followed, too: then one case at a time, as it is done for all. */
  followsEvents?: boolean;
  /** The first exchange that is of interest: those before it are another test's. */
  from?: string;
  /** Cases that die in one process (a worker takes ten at once), and processes at a time: two workers would take each other's. */
  atOnce?: number;
  processes?: number;
}

/** A case, and the place at which the process died that worked on it; null where it did not come to one. */
export interface Left<Case> {
  point: KillPoint | null;
  made: Case;
}

const reachedWithinMs = 10_000;
const rounds = 3;

/**
 * Learns from a run that nobody disturbs what the program asks of others, in its order; then has one case die before
 * and after each of these exchanges. Several die in one process: each stands still at its place until all do, and then
 * the process is killed. Gives all cases, also those of the undisturbed run.
 * @throws Error when a place is not reached, in three tries
 */
export async function crashEverywhere<Case>(
  ground: OrdersGround,
  doomed: Doomed<Case>,
): Promise<Left<Case>[]> {
  const { seen, cases } = await exchangesOf(ground, doomed);
  const first = doomed.from === undefined ? 0 : seen.findIndex(({ exchange }) => exchange === doomed.from);
  if (first < 0 || seen.length === 0) throw new Error(`It asked for nothing: ${doomed.from ?? "anything"}`);
  const sides = ["before", "after"] as const;
  let points = seen.slice(first).flatMap((place) => sides.map((side) => ({ ...place, side })));
  const left: Left<Case>[] = cases.map((made) => ({ made, point: null }));
  for (let round = 1; points.length > 0; round += 1) {
    if (round > rounds) throw new Error(`Never came there: ${points.map(nameOf).join(", ")}`);
    const died = await dieAtAll(ground, doomed, points);
    left.push(...died);
    points = points.filter((point) => !died.some((each) => each.point === point));
  }
  return left;
}

async function exchangesOf<Case>(ground: OrdersGround, doomed: Doomed<Case>) {
  const follower = new Follower(doomed.followsEvents);
  // Two, as what several have in common is no place to die at.
  const cases = await doomed.prepare(Math.min(2, doomed.atOnce ?? 2));
  const followed = cases.map((made) => follow(follower, doomed, made));
  const program = await startDoomedProgram(ground, doomed.program, follower);
  try {
    await Promise.all(cases.map((made) => doomed.work(made, program.url)));
  } finally {
    await program.kill();
  }
  const [one, other = one] = followed.map(({ seen }) => seen);
  // What was tried again as it took too long is no place, nor is a read: to die there is to die beside it.
  const seen = (one ?? []).filter(
    ({ exchange, nth }) =>
      !exchange.startsWith("postgres select") &&
      other?.some((place) => place.exchange === exchange && place.nth === nth),
  );
  return { seen, cases };
}

async function dieAtAll<Case>(ground: OrdersGround, doomed: Doomed<Case>, points: KillPoint[]) {
  const isMain = doomed.program === "main";
  const { atOnce = isMain ? 15 : 10, processes = isMain ? 2 : 1 } = doomed;
  const left: Left<Case>[] = [];
  const waiting = [...points];
  const lane = async () => {
    for (let batch = waiting.splice(0, atOnce); batch.length > 0; batch = waiting.splice(0, atOnce)) {
      left.push(...(await dieAt(ground, doomed, batch)));
    }
  };
  await Promise.all(Array.from({ length: processes }, lane));
  return left;
}

/** Has one process die over so many cases, each at its place. */
export async function dieAt<Case>(
  ground: OrdersGround,
  doomed: Doomed<Case>,
  points: KillPoint[],
): Promise<Left<Case>[]> {
  const follower = new Follower(doomed.followsEvents);
  const cases = await doomed.prepare(points.length);
  const victims = cases.map((made, index) => {
    const point = points[index] as KillPoint;
    return { made, point, followed: follow(follower, doomed, made, point) };
  });
  const program = await startDoomedProgram(ground, doomed.program, follower);
  try {
    const reached = victims.map(async ({ made, point, followed }) => {
      const missed = doomed.program === "main" ? over(doomed.work(made, program.url)) : never();
      const stopped = followed.stopped.then(() => true);
      return { made, point: (await Promise.race([stopped, missed, timeIsUp()])) ? point : null };
    });
    return await Promise.all(reached);
  } finally {
    await program.kill();
  }
}

function follow<Case>(follower: Follower, doomed: Doomed<Case>, made: Case, point?: KillPoint): Followed {
  return follower.follow({ marks: doomed.marksOf(made), point, meanwhile: doomed.meanwhile?.(made) });
}

/** It ended, well or not, and was not stopped. */
const over = (work: PromiseLike<unknown>): Promise<false> =>
  Promise.resolve(work).then(
    () => false,
    () => false,
  );
const never = (): Promise<false> => new Promise(() => {});
const timeIsUp = (): Promise<false> =>
  new Promise((resolve) => setTimeout(() => resolve(false), reachedWithinMs).unref());
