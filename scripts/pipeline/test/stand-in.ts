import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface HeardRequest {
  method: string;
  /** With its query. */
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface StandInAnswer {
  status: number;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
}

export interface StandIn {
  url: string;
  /** All that was asked, in order. */
  heard: HeardRequest[];
  close: () => Promise<void>;
}

/** Somebody else's HTTP API, on a free port of this machine. */
export async function startStandIn(
  answer: (request: HeardRequest) => StandInAnswer | Promise<StandInAnswer>,
): Promise<StandIn> {
  const heard: HeardRequest[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const { method = "", url: path = "", headers } = incoming;
    const request = { method, path, headers, body: Buffer.concat(chunks) };
    heard.push(request);
    const { status, headers: told, body } = await answer(request);
    outgoing.writeHead(status, {
      ...(body !== undefined && { "content-type": "application/json" }),
      ...told,
    });
    outgoing.end(body === undefined ? "" : JSON.stringify(body));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
