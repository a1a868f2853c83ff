import { setTimeout as pause } from "node:timers/promises";
import type { Connection } from "./connection";
import type { Step } from "./step";
import type { Tally } from "./tally";

interface ClosedLoop {
  step: Step;
  connections: number;
  endAt: number;
  tally: Tally;
  connect: (number: number) => Connection;
}

/** A broken service fails fast: then its connections wait a little, not to fill the time with failures. */
const pauseAfterErrorMs = 20;

/** Each connection makes its next request when the last one was answered. */
export async function runClosedLoop({ step, connections, endAt, tally, connect }: ClosedLoop): Promise<void> {
  const loop = async (_: unknown, number: number) => {
    const connection = connect(number);
    try {
      for (let startedAt = performance.now(); startedAt < endAt; startedAt = performance.now()) {
        try {
          const part = await step(connection);
          const answeredAt = performance.now();
          tally.good(answeredAt - startedAt, tally.counts(answeredAt), part);
        } catch (error) {
          tally.bad(error);
          await pause(pauseAfterErrorMs);
        }
      }
    } finally {
      await connection.close();
    }
  };
  await Promise.all(Array.from({ length: connections }, loop));
}
