import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { listQuery } from "@shopeasy/platform/pagination/cursor";
import { z } from "zod";
import type { Deps } from "../deps";
import { ofShelves } from "../freshness/cache-policies";
import { listTags } from "./list-tags";
import { TagList } from "./tag-schemas";

export const tagRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "GET",
    path: "/tags",
    summary: "Tags, with how many active products each has",
    access: "public",
    cache: ofShelves,
    query: z.strictObject(listQuery),
    responses: { 200: { description: "A page of tags", schema: TagList } },
    handle: async ({ database }, { query }) => reply(200, await listTags(database.db, query)),
  }),
];
