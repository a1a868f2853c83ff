import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import type { Deps } from "../deps";
import { ofShelves } from "../freshness/cache-policies";
import { suggest } from "./suggest";
import { SuggestionQuery, Suggestions } from "./suggestion-schemas";

export const suggestionRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "GET",
    path: "/search/suggestions",
    summary: "Completions for a search box",
    access: "public",
    cache: ofShelves,
    query: SuggestionQuery,
    responses: { 200: { description: "Up to ten", schema: Suggestions } },
    handle: async ({ readers }, { query, principal }) =>
      reply(200, { items: await readers.read(principal, (database) => suggest(database, query.q)) }),
  }),
];
