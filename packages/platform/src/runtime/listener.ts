import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { tellDraining } from "../http/exchange";
import { problemMediaType, problemTypes, titleOf } from "../http/problem";
import { newId } from "../ids";
import { newTraceId } from "../tracing/trace-header";

/** A port that is served, until it is drained. */
export interface Listener {
  readonly port: number;
  /** How many requests are not answered yet. */
  readonly inFlight: number;
  /** From now on every answer closes its connection, and streams are told to end. */
  drain(): void;
  /** Takes no more connections; resolves when the last one has gone. */
  close(): Promise<void>;
}

/** Longer than the 60 seconds of a load balancer, so that it never sends into a connection that we just closed. */
const keepAliveMs = 65_000;

/**
 * Listens; port 0 takes a free one.
 * @throws Error with `code` EADDRINUSE, EACCES and the like
 */
export async function listen(app: RequestListener, host: string, port: number): Promise<Listener> {
  const open = new Set<ServerResponse>();
  let draining = false;
  let closing = false;

  // A connection that never sent anything is not idle to node, and would hold a stop up.
  const releaseConnections = () => {
    if (closing && open.size === 0) server.closeAllConnections();
    else server.closeIdleConnections();
  };

  function ended(this: ServerResponse): void {
    open.delete(this);
    if (draining) setImmediate(releaseConnections);
  }

  const server = createServer(
    {
      keepAliveTimeout: keepAliveMs,
      headersTimeout: keepAliveMs + 1_000,
      requestTimeout: 300_000,
      maxHeaderSize: 16_384,
      // Nothing of ours waits for the end of a body that is not there.
      optimizeEmptyRequests: true,
    },
    (request, response) => {
      open.add(response);
      response.on("close", ended);
      if (draining) {
        response.setHeader("Connection", "close");
        tellDraining(response);
      }
      app(request, response);
    },
  );
  server.on("clientError", (error, socket) => {
    const halfAnswered = [...open].some((response) => response.socket === socket && response.headersSent);
    if (halfAnswered || !socket.writable) socket.destroy();
    else answerUnreadable(error, socket);
  });
  await listening(server, host, port);

  return {
    port: (server.address() as AddressInfo).port,
    get inFlight() {
      return open.size;
    },
    drain() {
      draining = true;
      for (const response of open) {
        if (!response.headersSent) response.setHeader("Connection", "close");
        tellDraining(response);
      }
      releaseConnections();
    },
    close: () =>
      new Promise((resolve) => {
        closing = true;
        server.close(() => resolve());
        releaseConnections();
      }),
  };
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.removeListener("error", reject);
      resolve();
    });
  });
}

/** What node could not even parse, by its error's code; the rest is a 400. */
const unreadable: Readonly<
  Record<string, readonly [status: number, reason: string, code: string, detail: string]>
> = {
  HPE_HEADER_OVERFLOW: [
    431,
    "Request Header Fields Too Large",
    "headers-too-large",
    "The headers are too large.",
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [
    408,
    "Request Timeout",
    "request-timeout",
    "The request did not arrive in time.",
  ],
};

function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  const [status, reason, code, detail] = unreadable[error.code ?? ""] ?? [
    400,
    "Bad Request",
    "malformed-request",
    "The request is not HTTP as we know it.",
  ];
  const requestId = newId();
  const errors = status === 400 ? [{ path: "", message: detail }] : undefined;
  const problem = {
    errors,
    type: problemTypes + code,
    title: titleOf(code),
    status,
    detail,
    instance: requestId,
  };
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${status} ${reason}`,
    `Content-Type: ${problemMediaType}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    `X-Amzn-Trace-Id: Root=${newTraceId()};Sampled=0`,
    "Cache-Control: no-store",
    "Connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
