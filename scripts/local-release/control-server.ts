import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { hasToken } from "../gateway/routing/control";
import { ReleaseError } from "../release/release-error";
import type { ReleaseDesk } from "./release-desk";
import type { ReleaseEvent } from "./release-events";
import { ReleaseRequest } from "./release-request";

/** More than any release has to say. */
const mostBytes = 1_000_000;

export interface ControlServer {
  url: string;
  close: () => void;
}

/**
 * Where `npm run release:local` finds the supervisor: on loopback, for who has the token. `POST /release` answers with
 * the release's events, a line of JSON each, and takes whoever hangs up as having changed their mind; `POST /abort`;
 * `GET /status`.
 */
export async function startControlServer(
  desk: ReleaseDesk,
  token: string,
  port: number,
): Promise<ControlServer> {
  const server: Server = createServer((request, response) => {
    if (!hasToken(request, token)) return refuse(response, 401, "This wants the shop's own token.");
    serve(desk, request, response).catch((error: unknown) => {
      const isExpected = error instanceof ReleaseError;
      refuse(response, isExpected ? 409 : 500, isExpected ? error.message : String(error));
    });
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function serve(desk: ReleaseDesk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  switch (`${request.method} ${request.url}`) {
    case "GET /status":
      return answer(response, 200, await desk.status());
    case "POST /abort":
      desk.abort("It was ended by hand.");
      return answer(response, 202, { message: "It goes back." });
    case "POST /release": {
      const wanted = ReleaseRequest.safeParse(await jsonOf(request));
      if (!wanted.success) return refuse(response, 400, z.prettifyError(wanted.error));
      return release(desk, wanted.data, response);
    }
    default:
      return refuse(response, 404, "There is no such call.");
  }
}

async function release(desk: ReleaseDesk, wanted: ReleaseRequest, response: ServerResponse): Promise<void> {
  let isUnderWay = false;
  const leave = () => {
    if (isUnderWay && response.destroyed) abortIfPossible(desk);
  };
  response.on("close", leave);
  const tell = (event: ReleaseEvent) => {
    isUnderWay = event.event !== "ended";
    leave();
    if (!response.headersSent) response.writeHead(200, { "Content-Type": "application/x-ndjson" });
    if (!response.destroyed) response.write(`${JSON.stringify(event)}\n`);
  };
  await desk.release(wanted, tell);
  response.end();
}

/** It may have gone too far, or be going back already. */
function abortIfPossible(desk: ReleaseDesk): void {
  try {
    desk.abort("Whoever asked for it has gone.");
  } catch {}
}

async function jsonOf(request: IncomingMessage): Promise<unknown> {
  if (Number(request.headers["content-length"] ?? Infinity) > mostBytes) return undefined;
  try {
    return JSON.parse(await text(request));
  } catch {
    return undefined;
  }
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
}

function refuse(response: ServerResponse, status: number, message: string): void {
  if (response.headersSent) return void response.destroy();
  answer(response, status, { message });
}
