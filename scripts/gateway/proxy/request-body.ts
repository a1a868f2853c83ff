import type { IncomingMessage, ServerResponse } from "node:http";
import { PassThrough, type Readable } from "node:stream";

/** As much as comes in a few packets: to wait for the last of them is cheaper than to pass each on. */
const mostWhole = 64 * 1024;

/**
 * Gives a request's body to be sent on, once: a small one whole, when all of it is there, any other as a stream. It is
 * not given where the client breaks off before.
 */
export function takeBody(
  request: IncomingMessage,
  response: ServerResponse,
  send: (body: Buffer | Readable | null) => void,
): void {
  const { "content-length": length = "0", "transfer-encoding": encoding } = request.headers;
  if (encoding !== undefined || Number(length) > mostWhole) {
    send(streamOf(request, response));
  } else if (length === "0") {
    send(null);
  } else {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (!response.destroyed) send(Buffer.concat(chunks));
    });
  }
}

/**
 * A stream of its own: the dispatcher destroys a body that it can't send, and with the request its connection. What the
 * client still sends after its answer is read and dropped, so that it sees the answer.
 */
function streamOf(request: IncomingMessage, response: ServerResponse): Readable {
  const body = request.pipe(new PassThrough());
  response.on("finish", () => {
    if (request.complete) return;
    request.unpipe(body);
    request.resume();
  });
  return body;
}
