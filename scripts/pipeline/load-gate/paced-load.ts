import { setTimeout as pause } from "node:timers/promises";
import { openConnection } from "../../bench/load/connection";
import type { PreparedRequest } from "../../bench/load/load-job";
import { percentile } from "../../bench/statistics";

export interface PacedLoad {
  origin: string;
  requests: readonly PreparedRequest[];
  /** Requests a second, however long answers take. */
  rate: number;
  seconds: number;
}

export interface LoadOutcome {
  asked: number;
  failed: number;
  firstFailure: string | null;
  /** In milliseconds, of those that were answered well, from when they were due. */
  p50: number;
  p99: number;
}

/** Enough that a slow answer delays no other one, while a shop that hangs is not asked more and more. */
const connections = 20;

/**
 * Asks at a steady rate. A request's time counts from when it was due, so that a shop that stands still for a second
 * shows it in the requests that had to wait.
 */
export async function putUnderLoad({ origin, requests, rate, seconds }: PacedLoad): Promise<LoadOutcome> {
  const asked = Math.max(1, Math.round(rate * seconds));
  const latencies: number[] = [];
  const failures: string[] = [];
  const startedAt = performance.now();

  const worker = async (_: unknown, number: number) => {
    const connection = openConnection(origin, number);
    try {
      for (let turn = number; turn < asked; turn += connections) {
        const dueAt = startedAt + (turn / rate) * 1000;
        await pause(Math.max(0, dueAt - performance.now()));
        const request = requests[turn % requests.length];
        if (!request) throw new Error("There is nothing to ask for");
        const failure = await connection.send(request).then(
          ({ status, body }) => (status < 300 ? null : `HTTP ${status} ${body.slice(0, 200)}`),
          (error: unknown) => String(Object(error).message),
        );
        if (failure === null) latencies.push(performance.now() - dueAt);
        else failures.push(`${request.method} ${request.path}: ${failure}`);
      }
    } finally {
      await connection.close();
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));

  const sorted = Float64Array.from(latencies).sort();
  return {
    asked,
    failed: failures.length,
    firstFailure: failures[0] ?? null,
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
  };
}
