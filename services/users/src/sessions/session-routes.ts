import { UserId } from "@shopeasy/contracts/ids";
import { networkOf } from "@shopeasy/platform/auth/network";
import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import type { Deps } from "../deps";
import { signOut, signOutEverywhere } from "./end-sessions";
import { refreshSession } from "./refresh-session";
import { Credentials, GivenRefreshToken, SignedIn, TokenPair } from "./session-schemas";
import { signIn } from "./sign-in";

export const sessionRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "POST",
    path: "/auth/login",
    summary: "Sign in with e-mail address and password",
    description:
      "After 10 failures in 15 minutes the address is locked until the first of them is 15 minutes old, whether it has an account or not. Failures elsewhere don't lock a network from which it was signed in with in the last 30 days: that has a count of its own.",
    access: "open",
    limit: "credentials",
    body: Credentials,
    responses: { 200: { description: "Signed in", schema: SignedIn } },
    problems: {
      401: ["invalid-credentials"],
      403: ["account-disabled"],
      429: ["account-locked"],
      503: ["busy"],
    },
    handle: async (deps, { body, address }) => reply(200, await signIn(deps, body, networkOf(address))),
  }),
  defineRoute<Deps>()({
    method: "POST",
    path: "/auth/refresh",
    summary: "Trade a refresh token for a new pair",
    description:
      "The token is spent by it. One that was spent before ends the session, with every token that came of it; so never send the same one twice at once.",
    access: "open",
    limit: "credentials",
    body: GivenRefreshToken,
    responses: { 200: { description: "A new pair", schema: TokenPair } },
    problems: { 401: ["invalid-token", "token-reused"], 403: ["account-disabled"] },
    handle: async (deps, { body }) => reply(200, await refreshSession(deps, body.refreshToken)),
  }),
  defineRoute<Deps>()({
    method: "POST",
    path: "/auth/logout",
    summary: "End the session of a refresh token",
    description: "Answers the same for a token that is unknown, or whose session is over.",
    access: "open",
    body: GivenRefreshToken,
    responses: { 204: { description: "The session is over" } },
    handle: async (deps, { body }) => {
      await signOut(deps, body.refreshToken);
      return reply(204);
    },
  }),
  defineRoute<Deps>()({
    method: "POST",
    path: "/auth/logout-all",
    summary: "End every session of one's own",
    description: "Access tokens that are out hold until they expire, within 15 minutes.",
    access: "customer",
    responses: { 204: { description: "All sessions are over" } },
    handle: async (deps, { principal }) => {
      await signOutEverywhere(deps, UserId.parse(principal.userId));
      return reply(204);
    },
  }),
];
