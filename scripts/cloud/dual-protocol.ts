import { createServer as createHttpServer, type RequestListener } from "node:http";
import {
  createServer as createHttp2Server,
  type Http2ServerRequest,
  type Http2ServerResponse,
} from "node:http2";
import { createServer, type Server, type Socket } from "node:net";

/** The first byte of HTTP/2's connection preface `PRI * HTTP/2.0`; no method of HTTP/1.1 in use here begins so. */
const preface = Buffer.from("PRI");

/**
 * A server that speaks HTTP/1.1 and HTTP/2 without TLS on one port: the AWS SDK speaks HTTP/2 to Kinesis unless
 * told otherwise, and curl does not.
 */
export function createDualServer(listener: RequestListener): Server & { closeAllConnections: () => void } {
  const http1 = createHttpServer({ keepAliveTimeout: 65_000 }, listener);
  const http2 = createHttp2Server(
    listener as unknown as (q: Http2ServerRequest, s: Http2ServerResponse) => void,
  );
  const connections = new Set<Socket>();

  const server = createServer((socket) => {
    connections.add(socket);
    socket.on("close", () => connections.delete(socket)).on("error", () => socket.destroy());
    socket.setNoDelay(true);
    socket.once("readable", () => {
      const start: Buffer | null = socket.read();
      if (!start) return;
      socket.unshift(start);
      const speaks = start.subarray(0, preface.length).equals(preface) ? http2 : http1;
      speaks.emit("connection", socket);
    });
  });
  return Object.assign(server, {
    closeAllConnections: () => {
      for (const socket of connections) socket.destroy();
    },
  });
}
