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
    description: "None while the shop is under heavy load.",
    access: "public",
    cache: ofShelves,
    query: SuggestionQuery,
    responses: { 200: { description: "Up to ten", schema: Suggestions } },
    handle: async ({ readers, flags }, { query, principal }) => {
      if (!flags.value("search-suggestions")) return reply(200, { items: [] });
      return reply(200, { items: await readers.read(principal, (database) => suggest(database, query.q)) });
    },
  }),
];
