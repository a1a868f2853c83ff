import type { ServerResponse } from "node:http";

export type ReplyHeaders = Readonly<Record<string, string>>;

/** JSON, parsed by the schema that the route declares for this status. */
export interface JsonReply<Status extends number = number, Body = unknown> {
  kind: "json";
  status: Status;
  body: Body;
  headers: ReplyHeaders;
}

/** Bytes that are ready to leave; no schema is applied to them. */
export interface ContentReply<Status extends number = number> {
  kind: "content";
  status: Status;
  content: string | Buffer;
  contentType: string;
  headers: ReplyHeaders;
}

/**
 * Writes to the response and ends it; rejecting breaks the connection off. The signal says to end soon: the caller
 * went away, or the process is stopping. What could run for ever (server-sent events) must heed it.
 */
export type SendStream = (response: ServerResponse, signal: AbortSignal) => Promise<void>;

/** An answer that is written bit by bit, as server-sent events are. */
export interface StreamReply<Status extends number = number> {
  kind: "stream";
  status: Status;
  send: SendStream;
  headers: ReplyHeaders;
}

export type Reply<Status extends number = number, Body = unknown> =
  | JsonReply<Status, Body>
  | ContentReply<Status>
  | StreamReply<Status>;

const none: ReplyHeaders = {};

/** An answer with a JSON body, or without one: `reply(201, order, { Location: … })`, `reply(204)`. */
export function reply<Status extends number>(status: Status): JsonReply<Status, undefined>;
export function reply<Status extends number, const Body>(
  status: Status,
  body: Body,
  headers?: ReplyHeaders,
): JsonReply<Status, Body>;
export function reply(status: number, body?: unknown, headers: ReplyHeaders = none): JsonReply {
  return { kind: "json", status, body, headers };
}

/** An answer whose JSON is already written, as a cache holds it. Give its `ETag` among the headers to spare a hash. */
export function replySerialised<Status extends number>(
  status: Status,
  json: string,
  headers: ReplyHeaders = none,
): ContentReply<Status> {
  return { kind: "content", status, content: json, contentType: "application/json; charset=utf-8", headers };
}

/** An answer that is not JSON: a page, a file. */
export function replyContent<Status extends number>(
  status: Status,
  content: string | Buffer,
  contentType: string,
  headers: ReplyHeaders = none,
): ContentReply<Status> {
  return { kind: "content", status, content, contentType, headers };
}

/** A streamed answer; `headers` should name its `Content-Type`. */
export function replyStream<Status extends number>(
  status: Status,
  send: SendStream,
  headers: ReplyHeaders = none,
): StreamReply<Status> {
  return { kind: "stream", status, send, headers };
}
