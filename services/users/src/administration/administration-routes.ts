import { UserId } from "@shopeasy/contracts/ids";
import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { z } from "zod";
import type { Deps } from "../deps";
import { changeUser } from "./change-user";
import { findUser, findUsers } from "./find-users";
import { ManagedUser, ManagedUserList, StandingChanges, UserQuery } from "./managed-user-schemas";

const params = z.strictObject({ id: UserId });

export const administrationRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "GET",
    path: "/users",
    summary: "Accounts, newest first",
    description:
      "All of them, those of a role, or those whose e-mail address or name has every word of `q` in it.",
    access: "admin",
    query: UserQuery,
    responses: { 200: { description: "A page of them", schema: ManagedUserList } },
    handle: async (deps, { query }) => reply(200, await findUsers(deps, query)),
  }),
  defineRoute<Deps>()({
    method: "GET",
    path: "/users/{id}",
    summary: "An account",
    access: "admin",
    params,
    responses: { 200: { description: "The account", schema: ManagedUser } },
    problems: { 404: ["user-not-found"] },
    handle: async (deps, { params: { id } }) => reply(200, await findUser(deps, id)),
  }),
  defineRoute<Deps>()({
    method: "PATCH",
    path: "/users/{id}",
    summary: "Change an account's role, disable it, or enable it again",
    description:
      "Ends the account's sessions where it changes something; access tokens that are out hold for 15 minutes at most. The last admin can't be demoted or disabled.",
    access: "admin",
    params,
    body: StandingChanges,
    responses: { 200: { description: "The account as it is now", schema: ManagedUser } },
    problems: { 404: ["user-not-found"], 409: ["last-admin"] },
    handle: async (deps, { principal, params: { id }, body }) =>
      reply(200, await changeUser(deps, { by: UserId.parse(principal.userId), id }, body)),
  }),
];
