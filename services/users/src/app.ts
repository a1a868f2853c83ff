import { getUser } from "@shopeasy/contracts/internal/users";
import { createApp } from "@shopeasy/platform/http/app";
import { createInternalApp } from "@shopeasy/platform/http/internal-app";
import { type ImplementedCall, implementCall } from "@shopeasy/platform/http/internal-call";
import type { Route } from "@shopeasy/platform/http/route";
import { accountRoutes } from "./accounts/account-routes";
import { getContact } from "./accounts/get-contact";
import type { UsersConfig } from "./config";
import type { Deps } from "./deps";
import { sessionRoutes } from "./sessions/session-routes";
import { signingKeyRoutes } from "./signing-keys/signing-key-routes";

export const usersRoutes: Route<Deps>[] = [...sessionRoutes, ...signingKeyRoutes, ...accountRoutes];

const usersCalls: ImplementedCall<Deps>[] = [
  implementCall(getUser, (deps: Deps, { params }) => getContact(deps, params.userId)),
];

/** What customers and staff reach. */
export const createUsersApp = (deps: Deps, config: Pick<UsersConfig, "RATE_LIMITS" | "TRUSTED_PROXIES">) =>
  createApp({
    ...deps,
    deps,
    service: "users",
    routes: usersRoutes,
    rateLimits: config.RATE_LIMITS,
    trustedProxies: config.TRUSTED_PROXIES,
  });

/** What other services reach; a worker's has no calls. */
export const createUsersInternalApp = (deps: Deps, calls = usersCalls) =>
  createInternalApp({
    ...deps,
    deps,
    service: "users",
    calls,
    checks: [{ name: "database", check: () => deps.database.ping() }],
  });
