import type { IncomingMessage, ServerResponse } from "node:http";
import { drainingEvent } from "@shopeasy/platform/http/exchange";
import type { Dispatcher } from "undici";
import type { Passage } from "../routing/tally";
import { isUnsendable } from "./failures";
import { responseHeaders } from "./header-rules";
import { takeBody } from "./request-body";

export interface Forwarding {
  origin: string;
  /** With its query. */
  path: string;
  /** Name, value, name, value. */
  headers: string[];
  /** Told what became of it, where that is counted. */
  passage?: Passage;
  /** Nothing came back: the answer is still to be made. */
  onFailure: (error: Error) => void;
}

/** How long an answer that is still being streamed may go on once we are to stop. */
const lastWordsMs = 400;

/**
 * Passes a request on and its answer back, both as they come (a small body once it is whole), at the pace of the slower
 * side. Once the client goes away the service is let go too; an answer that breaks off breaks off for the client. Nothing
 * is tried twice.
 */
export function forward(
  dispatcher: Dispatcher,
  request: IncomingMessage,
  response: ServerResponse,
  forwarding: Forwarding,
): void {
  const { origin, path, headers } = forwarding;
  const method = request.method as Dispatcher.HttpMethod;
  const exchange = new Exchange(response, forwarding);
  takeBody(request, response, (body) =>
    dispatcher.dispatch({ origin, path, method, headers, body }, exchange),
  );
}

class ClientGone extends Error {}

/** One request on its way. */
class Exchange implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | undefined;

  constructor(
    private readonly response: ServerResponse,
    private readonly forwarding: Pick<Forwarding, "passage" | "onFailure">,
  ) {
    response.on("close", () => this.leave());
    response.on("drain", () => this.controller?.resume());
    response.once(drainingEvent, () => setTimeout(() => this.leave(), lastWordsMs).unref());
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.response.destroyed) this.leave();
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    if (status < 200) return;
    this.forwarding.passage?.answered(status);
    const headers = responseHeaders(textsOf(controller.rawHeaders));
    this.response.writeHead(status, headers);
    // What has no length is a stream: its reader may have to wait long for the first bytes.
    if (!hasLength(headers)) this.response.flushHeaders();
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.response.write(chunk)) controller.pause();
  }

  onResponseEnd(): void {
    this.response.end();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const { passage } = this.forwarding;
    const hasGone = this.response.destroyed || error instanceof ClientGone;
    if (hasGone || isUnsendable(error)) passage?.left();
    else passage?.failed();
    if (hasGone) return;
    if (this.response.headersSent) this.response.destroy();
    else this.forwarding.onFailure(error);
  }

  /** Also called at the end of a request that went well, where it does nothing. */
  private leave(): void {
    if (this.response.writableFinished) return;
    this.forwarding.passage?.left();
    this.controller?.abort(new ClientGone("The client has gone"));
    this.response.destroy();
  }
}

/** The dispatcher gives headers as the bytes that came. */
function textsOf(headers: Dispatcher.DispatchController["rawHeaders"]): string[] {
  return Array.isArray(headers) ? headers.map((part) => part.toString("latin1")) : [];
}

function hasLength(headers: readonly string[]): boolean {
  return headers.some((name, index) => index % 2 === 0 && name.toLowerCase() === "content-length");
}
