import { getAddress, getOneTimeToken, getUser } from "@shopeasy/contracts/internal/users";
import { createApp } from "@shopeasy/platform/http/app";
import { createInternalApp } from "@shopeasy/platform/http/internal-app";
import { type ImplementedCall, implementCall } from "@shopeasy/platform/http/internal-call";
import type { Route } from "@shopeasy/platform/http/route";
import { accountRoutes } from "./accounts/account-routes";
import { getContact } from "./accounts/get-contact";
import { loadAddress } from "./addresses/address-book";
import { addressRoutes } from "./addresses/address-routes";
import { administrationRoutes } from "./administration/administration-routes";
import type { UsersConfig } from "./config";
import type { Deps } from "./deps";
import { mailedToken } from "./one-time-tokens/mailed-token";
import { oneTimeTokenRoutes } from "./one-time-tokens/one-time-token-routes";
import { pageRoutes } from "./pages/page-routes";
import { personalDataRoutes } from "./personal-data/personal-data-routes";
import { sessionRoutes } from "./sessions/session-routes";
import { signingKeyRoutes } from "./signing-keys/signing-key-routes";

export const usersRoutes: Route<Deps>[] = [
  ...sessionRoutes,
  ...signingKeyRoutes,
  ...accountRoutes,
  ...personalDataRoutes,
  ...oneTimeTokenRoutes,
  ...pageRoutes,
  ...addressRoutes,
  ...administrationRoutes,
];

const usersCalls: ImplementedCall<Deps>[] = [
  implementCall(getUser, (deps: Deps, { params }) => getContact(deps, params.userId)),
  implementCall(getAddress, ({ database }: Deps, { params: { userId, addressId } }) =>
    loadAddress(database.db, userId, addressId),
  ),
  implementCall(getOneTimeToken, (deps: Deps, { params }) => mailedToken(deps, params.requestId)),
];

/** What customers and staff reach. */
export const createUsersApp = (
  deps: Deps,
  config: Pick<UsersConfig, "RATE_LIMITS" | "TRUSTED_PROXIES" | "CALLER_HEADER">,
) =>
  createApp({
    ...deps,
    deps,
    service: "users",
    routes: usersRoutes,
    rateLimits: config.RATE_LIMITS,
    trustedProxies: config.TRUSTED_PROXIES,
    callerHeader: config.CALLER_HEADER,
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
