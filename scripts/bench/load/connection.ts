import { Client } from "undici";
import type { PreparedRequest } from "./load-job";

export interface Answer {
  status: number;
  body: string;
}

/** One keep-alive connection on which one request at a time is made. */
export interface Connection {
  send(request: PreparedRequest, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  close(): Promise<void>;
}

const withinMs = 10_000;

/** @throws Error with the status and the beginning of the body of an answer that is not good */
export function expectGood({ status, body }: Answer): void {
  if (status < 200 || status > 299) throw new Error(`HTTP ${status}: ${body.slice(0, 300)}`);
}

/**
 * undici's dispatch costs 10 to 18 µs of CPU a request on one machine where autocannon cost 10 to 11 and node:http 30.
 * autocannon counts latencies in whole milliseconds, which most requests stay below, and can't well make a checkout of
 * requests that follow from each other: hence undici.
 */
export function openConnection(origin: string, number: number, answersWithinMs = withinMs): Connection {
  const client = new Client(origin, { headersTimeout: answersWithinMs, bodyTimeout: answersWithinMs });
  let asked = 0;
  let own = headersOf(number, 0);

  return {
    send: ({ method, path, body }, headers) =>
      new Promise((resolve, reject) => {
        if (++asked % requestsOfOneAddress === 0) own = headersOf(number, asked / requestsOfOneAddress);
        const base = body === undefined ? own.bare : own.withBody;
        const answer: Answer = { status: 0, body: "" };
        client.dispatch(
          { method, path, body: body ?? null, headers: headers ? { ...base, ...headers } : base },
          {
            onRequestStart() {},
            onResponseStart(_controller, status) {
              answer.status = status;
            },
            onResponseData(_controller, chunk) {
              // Bodies of a good answer are read by a checkout only; a detail's need not become text.
              if (method === "POST" || answer.status >= 400) answer.body += chunk.toString("utf8");
            },
            onResponseEnd: () => resolve(answer),
            onResponseError: (_controller, error) => reject(error),
          },
        );
      }),
    close: () => client.destroy(),
  };
}

/** The shop's rate limit is one address's, and a connection stands for many customers, one after the other. */
const requestsOfOneAddress = 10_000;

function headersOf(number: number, turn: number) {
  const bare = { "x-forwarded-for": `10.${20 + (turn % 200)}.${(number >> 8) & 255}.${number & 255}` };
  return { bare, withBody: { ...bare, "content-type": "application/json" } };
}
