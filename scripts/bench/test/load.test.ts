import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { dueTimes } from "../load/arrivals";
import { openConnection } from "../load/connection";
import { inShares } from "../load/in-shares";
import { runOpenLoop } from "../load/open-loop";
import { stepOf } from "../load/steps";
import { Tally } from "../load/tally";

let origin: string;
let answer: () => Promise<number>;
const server = createServer(async (_request, response) => response.writeHead(await answer()).end());
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

/** So many requests, 5 ms apart. */
async function askOf(count: number, mostInFlight = 50) {
  const startAt = performance.now();
  const tally = new Tally(startAt, startAt + count * 5);
  const result = await runOpenLoop({
    ...{ tally, mostInFlight, endAt: startAt + count * 5 },
    step: stepOf({ kind: "requests", origin, requests: [{ method: "GET", path: "/" }] }),
    nextDue: dueTimes({ rate: 200, arrivals: "constant", startAt }),
    connect: (number) => openConnection(origin, number),
  });
  return { ...result, ...tally.result() };
}

test("a server that stands still is asked on, and all who had to wait show it", async () => {
  const stillUntil = performance.now() + 200;
  answer = async () => {
    await pause(stillUntil - performance.now());
    return 200;
  };

  const { due, unsent, latencies, errors } = await askOf(20);

  expect({ due, unsent, errors }).toEqual({ due: 20, unsent: 0, errors: 0 });
  // A closed loop of one connection would have seen one slow answer, and nineteen fast ones.
  expect(latencies.filter((ms) => ms > 50).length).toBeGreaterThan(15);
});

test("where all connections are taken a request waits, and its time counts from when it was due", async () => {
  answer = async () => {
    await pause(30);
    return 200;
  };

  const { latencies, due } = await askOf(6, 1);

  expect([due, latencies.length]).toEqual([6, 6]);
  expect(Math.max(...latencies)).toBeGreaterThan(100);
});

test("an answer that is not good is an error, and has no time", async () => {
  answer = async () => 503;

  const { latencies, errors, firstError } = await askOf(4);

  expect([latencies.length, errors, firstError]).toEqual([0, 4, "HTTP 503: "]);
});

test("by chance or at equal distances, as many come each second as were asked for", () => {
  const countOf = (arrivals: "poisson" | "constant") => {
    const next = dueTimes({ rate: 1_000, arrivals, startAt: 5_000 });
    const times = Array.from({ length: 20_000 }, next);
    expect(times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0))).toBe(true);
    return times.filter((time) => time < 15_000).length;
  };

  expect(countOf("constant")).toBe(10_000);
  // Six standard deviations of ten thousand by chance.
  expect(Math.abs(countOf("poisson") - 10_000)).toBeLessThan(600);
});

test("each turn of a mix goes where its weights say, over any stretch", () => {
  const weights = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 8 });

  fc.assert(
    fc.property(weights, (given) => {
      const total = given.reduce((sum, weight) => sum + weight, 0);
      const next = inShares(given.map((weight, index) => ({ weight, index })));

      const counts = given.map(() => 0);
      for (let turn = 0; turn < 3 * total; turn++) {
        const { index } = next();
        counts[index] = (counts[index] ?? 0) + 1;
      }

      expect(counts).toEqual(given.map((weight) => 3 * weight));
    }),
  );
});
