import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import type { Deps } from "../deps";
import { PublicKeySet } from "./signing-key-schemas";

export const signingKeyRoutes: Route<Deps>[] = [
  defineRoute<Pick<Deps, "signingKeys">>()({
    method: "GET",
    path: "/auth/jwks.json",
    summary: "The public keys of the access tokens",
    description: "A JSON Web Key Set (RFC 7517): at least the last two keys, once there have been two.",
    access: "open",
    cache: { maxAge: 300, staleWhileRevalidate: 300 },
    responses: { 200: { description: "The keys", schema: PublicKeySet } },
    handle: async ({ signingKeys }) => reply(200, { keys: await signingKeys.published() }),
  }),
];
