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

/**
 * undici's dispatch costs 10 to 18 µs of CPU a request on one machine where autocannon cost 10 to 11 and node:http 30.
 * autocannon counts latencies in whole milliseconds, which most requests stay below, and can't well make a checkout of
 * requests that follow from each other: hence undici.
 */
export function openConnection(origin: string, number: number): Connection {
  const client = new Client(origin, { headersTimeout: withinMs, bodyTimeout: withinMs });
  // An address for each connection: the shop's rate limit is one address's, and these stand for many customers.
  const own = { "x-forwarded-for": `10.20.${number >> 8}.${number & 255}` };
  const ownWithBody = { ...own, "content-type": "application/json" };

  return {
    send: ({ method, path, body }, headers) =>
      new Promise((resolve, reject) => {
        const base = body === undefined ? own : ownWithBody;
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
