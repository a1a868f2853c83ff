import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import type { Deps } from "../deps";
import { PublicKeySet } from "./signing-key-schemas";

export const signingKeyRoutes: Route<Deps>[] = [
  defineRoute<Pick<Deps, "signingKeys">>()({
    method: "GET",
    path: "/auth/jwks.json",
    summary: "The public keys of the access tokens",
    description:
      "A JSON Web Key Set (RFC 7517): the key that signs, the one that will sign next, and those whose tokens may still be good. A key is published a day before it signs, at least, and a day after its last token.",
    access: "open",
    cache: { maxAge: 300, staleWhileRevalidate: 300 },
    responses: { 200: { description: "The keys", schema: PublicKeySet } },
    handle: async ({ signingKeys }) => reply(200, { keys: await signingKeys.published() }),
  }),
];
