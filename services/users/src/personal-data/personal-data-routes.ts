import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { UserId } from "@shopeasy/contracts/ids";
import { networkOf } from "@shopeasy/platform/auth/network";
import { reply, replyStream } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import type { Deps } from "../deps";
import { eraseAccount } from "./erase-account";
import { exportPersonalData } from "./export-personal-data";
import { Erasure, PersonalData } from "./personal-data-schemas";

export const personalDataRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "GET",
    path: "/users/me/export",
    summary: "All that is held on oneself, in all services, as one document",
    description:
      "Sent as it is read. Where something goes away in the middle the connection is broken off, so that half of it is " +
      "never taken for the whole.",
    access: "customer",
    limit: "credentials",
    responses: {
      200: {
        description: "The document",
        schema: PersonalData,
        headers: { "Content-Disposition": "Names the file" },
      },
    },
    problems: { 503: ["upstream-unavailable"] },
    handle: async (deps, { principal }) => {
      const pieces = await exportPersonalData(deps, UserId.parse(principal.userId));
      return replyStream(
        200,
        async (response, signal) => {
          await pipeline(Readable.from(pieces), response, { signal }).catch((error: unknown) => {
            // Whoever asked has gone, or we are about to: the connection is broken off, and that is all.
            if (!signal.aborted) throw error;
          });
        },
        {
          "Content-Type": "application/json; charset=utf-8",
          "Content-Disposition": `attachment; filename="personal-data-${deps.clock.now().toISOString().slice(0, 10)}.json"`,
          "Cache-Control": "private, no-store",
        },
      );
    },
  }),
  defineRoute<Deps>()({
    method: "DELETE",
    path: "/users/me",
    summary: "Erase oneself",
    description:
      "The account is gone at once, and its address free to register again; within a minute nothing personal is left in " +
      "any service. Orders stay for the books, without the person in them; one that is still on its way keeps the " +
      "address it goes to until it has arrived. A wrong password counts as a failed sign-in.",
    access: "customer",
    limit: "credentials",
    body: Erasure,
    responses: { 204: { description: "Erased" } },
    problems: {
      401: ["invalid-credentials"],
      409: ["last-admin"],
      429: ["account-locked"],
      503: ["busy"],
    },
    handle: async (deps, { principal, body, address }) => {
      await eraseAccount(deps, principal, body, networkOf(address));
      return reply(204);
    },
  }),
];
