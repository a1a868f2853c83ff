import type { RequestListener } from "node:http";
import type { AccessTokens } from "../../src/auth/access-tokens";
import { invalidToken } from "../../src/auth/bearer";
import type { Role } from "../../src/auth/principal";
import { type AppOptions, createApp } from "../../src/http/app";
import type { Route } from "../../src/http/route";
import { createMetrics, type Metrics } from "../../src/metrics/metrics";
import { type LogLines, logLines } from "../fixtures/log-lines";

const wide = { limit: 1_000, windowSeconds: 60 };
const wideLimits = { reading: wide, writing: wide, credentials: wide };

/** Takes `Bearer customer`, `Bearer staff` and `Bearer admin`; how real tokens are checked is tested beside that. */
const namedTokens: AccessTokens = {
  async verify(token) {
    if (!["customer", "staff", "admin"].includes(token)) throw invalidToken();
    return {
      kind: "user",
      userId: "0190a1b2-0000-7000-8000-000000000001",
      role: token as Role,
      sessionId: "s",
    };
  },
};

export interface ShopApp {
  app: RequestListener;
  logs: LogLines;
  metrics: Metrics;
}

/** A public app of these routes, whose log can be read. */
export function shopApp(
  routes: readonly Route<object>[],
  options: Partial<
    Pick<
      AppOptions<object>,
      "rateLimits" | "trustedProxies" | "callerHeader" | "answers" | "limitStores" | "flags"
    >
  > = {},
): ShopApp {
  const logs = logLines();
  const metrics = createMetrics({ service: "shop" });
  const app = createApp({
    service: "shop",
    deps: {},
    routes,
    logger: logs.logger,
    metrics,
    accessTokens: namedTokens,
    rateLimits: wideLimits,
    trustedProxies: 0,
    ...options,
  });
  return { app, logs, metrics };
}
