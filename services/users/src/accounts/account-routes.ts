import { UserId } from "@shopeasy/contracts/ids";
import { networkOf } from "@shopeasy/platform/auth/network";
import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import type { Deps } from "../deps";
import { SignedIn } from "../sessions/session-schemas";
import { PasswordChange, ProfileChanges, Registration, User } from "./account-schemas";
import { changePassword } from "./change-password";
import { changeProfile } from "./change-profile";
import { getProfile } from "./get-profile";
import { register } from "./register";

export const accountRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "POST",
    path: "/auth/register",
    summary: "Make an account, and sign in",
    access: "open",
    limit: "credentials",
    body: Registration,
    responses: { 201: { description: "Made, and signed in", schema: SignedIn } },
    problems: { 409: ["email-taken"], 503: ["busy"] },
    handle: async (deps, { body, address }) => reply(201, await register(deps, body, networkOf(address))),
  }),
  defineRoute<Deps>()({
    method: "GET",
    path: "/users/me",
    summary: "One's own account",
    access: "customer",
    responses: { 200: { description: "The account", schema: User } },
    handle: async (deps, { principal }) => reply(200, await getProfile(deps, UserId.parse(principal.userId))),
  }),
  defineRoute<Deps>()({
    method: "PATCH",
    path: "/users/me",
    summary: "Change name, telephone number or consent to marketing",
    access: "customer",
    body: ProfileChanges,
    responses: { 200: { description: "The account as it is now", schema: User } },
    handle: async (deps, { principal, body }) =>
      reply(200, await changeProfile(deps, UserId.parse(principal.userId), body)),
  }),
  defineRoute<Deps>()({
    method: "POST",
    path: "/users/me/password",
    summary: "Change the password",
    description: "Ends every other session. A wrong current password counts as a failed sign-in.",
    access: "customer",
    limit: "credentials",
    body: PasswordChange,
    responses: { 204: { description: "Changed" } },
    problems: { 401: ["invalid-credentials"], 429: ["account-locked"], 503: ["busy"] },
    handle: async (deps, { principal, body, address }) => {
      await changePassword(deps, principal, body, networkOf(address));
      return reply(204);
    },
  }),
];
