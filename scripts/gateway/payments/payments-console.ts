import type { IncomingMessage, ServerResponse } from "node:http";
import { Html, html } from "@shopeasy/platform/html";
import type { Dispatcher } from "undici";
import { answerPage, answerUnreachable } from "../pages/answer-page";
import { forward } from "../proxy/forward";
import { requestHeaders } from "../proxy/header-rules";
import type { Target } from "../proxy/target-rules";

export const paymentsPrefix = "/console/payments";

const withinMs = 5_000;

/**
 * Serves the payment stand-in under our address, and tells it so: what its page shows stands among our other pages, and
 * its controls are passed on as they are.
 */
export function createPaymentsConsole(dispatcher: Dispatcher, paymentsUrl: string) {
  const { origin } = new URL(paymentsUrl);

  return async (request: IncomingMessage, response: ServerResponse, target: Target): Promise<void> => {
    const rest = target.path.slice(paymentsPrefix.length);
    const isPage = (rest === "" || rest === "/") && (request.method === "GET" || request.method === "HEAD");
    if (isPage) return showBooks(origin, request, response);

    const introduction = {
      peer: request.socket.remoteAddress ?? "",
      port: request.socket.localPort ?? 0,
      trace: undefined,
    };
    const received = requestHeaders(request.rawHeaders, introduction);
    forward(dispatcher, request, response, {
      origin,
      path: `/_stand-in${rest}${target.query}`,
      headers: [...without("x-forwarded-prefix", received), "X-Forwarded-Prefix", paymentsPrefix],
      onFailure: () => answerUnreachable(request, response, gatewayName),
    });
  };
}

const gatewayName = "The payment gateway";

async function showBooks(origin: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const books = await readBooks(origin).catch(() => undefined);
  if (books === undefined) return answerUnreachable(request, response, gatewayName);
  const body = html`<div class="wide" role="region" aria-label="Payments" tabindex="0">${books}</div>`;
  answerPage(request, response, { title: "Payments", place: paymentsPrefix, body });
}

/** The content of the stand-in's own page, which it has escaped. */
async function readBooks(origin: string): Promise<Html | undefined> {
  const answer = await fetch(`${origin}/_stand-in/`, {
    headers: { "x-forwarded-prefix": paymentsPrefix },
    signal: AbortSignal.timeout(withinMs),
  });
  const [, content] = /<main>([\s\S]*)<\/main>/.exec(await answer.text()) ?? [];
  return content === undefined ? undefined : new Html(content);
}

/** Name, value, name, value. */
function without(name: string, headers: readonly string[]): string[] {
  return headers.filter((_part, index) => headers[index - (index % 2)]?.toLowerCase() !== name);
}
