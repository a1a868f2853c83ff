import { type IncomingMessage, ServerResponse } from "node:http";
import helmet from "helmet";

/**
 * helmet's, for an API: nothing that it answers is a page, so the headers that only speak of pages and plug-ins are
 * left out, and what serves a page brings a policy of its own.
 */
const secure = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
  xFrameOptions: { action: "deny" },
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
});

/** Names and values by turns, as `writeHead` takes them. */
export type HeaderPairs = readonly string[];

/** They are the same for every answer, so helmet is asked once for an app. */
export function securityHeaders(): HeaderPairs {
  const response = new ServerResponse({ method: "GET" } as IncomingMessage);
  secure(response.req, response, () => undefined);
  return Object.entries(response.getHeaders()).flatMap(([name, value]) => [properName(name), String(value)]);
}

/** `x-frame-options` is `X-Frame-Options`: node keeps names in lower case. */
const properName = (name: string) => name.replaceAll(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
