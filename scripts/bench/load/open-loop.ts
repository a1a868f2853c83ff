import { percentile } from "../statistics";
import type { Connection } from "./connection";
import type { OpenResult } from "./load-job";
import type { Step } from "./step";
import type { Tally } from "./tally";

interface OpenLoop {
  step: Step;
  /** The next time at which a request is due, of `performance.now()`. */
  nextDue: () => number;
  endAt: number;
  /** So many connections are opened at most: what is due while all are taken waits for one. */
  mostInFlight: number;
  tally: Tally;
  connect: (number: number) => Connection;
}

/** A timer comes up to so much late: what is due sooner is waited for awake. */
const timerSlackMs = 1.5;
/** What could not be sent so long after it was due is given up, as a customer would. */
const giveUpMs = 5_000;

/**
 * Asks when a schedule says so, whatever became of what was asked before: a shop that stands still for a second shows it
 * in all the requests that were due meanwhile. Their times count from when they were due, so nothing is omitted
 * (https://redhatperf.github.io/post/coordinated-omission/).
 */
export async function runOpenLoop({ step, nextDue, endAt, mostInFlight, tally, connect }: OpenLoop) {
  const connections: Connection[] = [];
  const free: Connection[] = [];
  const waiting: number[] = [];
  const late: number[] = [];
  const result: OpenResult = { due: 0, unsent: 0, lateP99Ms: 0 };
  let dueAt = nextDue();

  await new Promise<void>((resolve) => {
    const isOver = () => dueAt >= endAt && free.length === connections.length;
    const send = async (connection: Connection, due: number) => {
      try {
        const part = await step(connection);
        tally.good(performance.now() - due, tally.counts(due), part);
      } catch (error) {
        tally.bad(error);
      }
      const next = takeWaiting();
      if (next !== undefined) void send(connection, next);
      else if (free.push(connection) && isOver()) resolve();
    };
    const takeWaiting = () => {
      for (let due = waiting.shift(); due !== undefined; due = waiting.shift()) {
        if (performance.now() - due < giveUpMs) return due;
        if (tally.counts(due)) result.unsent += 1;
      }
      return undefined;
    };
    const opened = () => {
      if (connections.length === mostInFlight) return undefined;
      const connection = connect(connections.length);
      connections.push(connection);
      return connection;
    };
    const sendWhatIsDue = () => {
      const now = performance.now();
      for (; dueAt <= now && dueAt < endAt; dueAt = nextDue()) {
        if (tally.counts(dueAt)) result.due += 1;
        // The one that was used last: what is asked seldom needs few.
        const connection = free.pop() ?? opened();
        if (connection) {
          if (tally.counts(dueAt)) late.push(now - dueAt);
          void send(connection, dueAt);
        } else waiting.push(dueAt);
      }
      if (dueAt < endAt) wait(dueAt - now, sendWhatIsDue);
      else if (isOver()) resolve();
    };
    sendWhatIsDue();
  });
  await Promise.all(connections.map((connection) => connection.close()));
  const lateP99Ms = percentile(Float64Array.from(late).sort(), 0.99);
  return { ...result, lateP99Ms: Number.isNaN(lateP99Ms) ? 0 : lateP99Ms };
}

function wait(ms: number, then: () => void): void {
  if (ms > timerSlackMs) setTimeout(then, ms - timerSlackMs);
  else setImmediate(then);
}
