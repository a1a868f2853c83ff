import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { type ServiceName, serviceNames } from "@shopeasy/contracts/route-table";
import { z } from "zod";
import { Route } from "./route-schemas";
import type { Routes } from "./routes";

const routePath = /^\/routes\/([a-z]+)$/;

/**
 * What the gateway's internal port answers: `GET /health/live`; and, to who has the token that the supervisor made,
 * `GET /routes` and `PUT /routes/{service}`. Without a token there is no control. A page in a browser can't send one.
 */
export function createControl(routes: Routes, token: string | undefined): RequestListener {
  return (request, response) => {
    if (request.url === "/health/live") return void response.writeHead(200).end();
    if (token === undefined || !hasToken(request, token)) return void response.writeHead(404).end();
    obey(routes, request, response).catch(() => response.destroy());
  };
}

async function obey(routes: Routes, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, url = "" } = request;
  if (method === "GET" && url === "/routes") return answer(response, 200, routes.counts());
  const service = routePath.exec(url)?.[1] ?? "";
  if (method !== "PUT" || !isService(service))
    return answer(response, 404, { message: "There is no such call." });
  const route = Route.safeParse(parsed(await text(request)));
  if (!route.success) return answer(response, 400, { message: z.prettifyError(route.error) });
  routes.set(service, route.data);
  answer(response, 200, routes.counts());
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const isService = (name: string): name is ServiceName => (serviceNames as readonly string[]).includes(name);

/** Whether a request carries `Authorization: Bearer <token>`; how long that takes says nothing of the token. */
export function hasToken({ headers }: IncomingMessage, token: string): boolean {
  const digest = (value: string) => createHash("sha256").update(value).digest();
  return timingSafeEqual(digest(headers.authorization ?? ""), digest(`Bearer ${token}`));
}
