import { Slug } from "@shopeasy/contracts/ids";
import { apiPrefix } from "@shopeasy/contracts/route-table";
import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { z } from "zod";
import type { Deps } from "../deps";
import { ofShelves } from "../freshness/cache-policies";
import { Category, CategoryChanges, CategoryTree, NewCategory } from "./category-schemas";
import { changeCategory, createCategory, deleteCategory } from "./change-categories";
import { findCategory, listCategories } from "./find-categories";

const params = z.strictObject({ slug: Slug });

export const categoryRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "GET",
    path: "/categories",
    summary: "All categories, as a tree",
    access: "public",
    cache: ofShelves,
    responses: { 200: { description: "The top of the tree", schema: CategoryTree } },
    handle: async ({ readers }, { principal }) =>
      reply(200, { items: await readers.read(principal, ({ db }) => listCategories(db)) }),
  }),
  defineRoute<Deps>()({
    method: "GET",
    path: "/categories/{slug}",
    summary: "A category with all below it",
    access: "public",
    cache: ofShelves,
    params,
    responses: { 200: { description: "The category", schema: Category } },
    problems: { 404: ["unknown-category"] },
    handle: async ({ readers }, { params: { slug }, principal }) =>
      reply(200, await readers.read(principal, ({ db }) => findCategory(db, slug))),
  }),
  defineRoute<Deps>()({
    method: "POST",
    path: "/categories",
    summary: "Make a category",
    access: "staff",
    body: NewCategory,
    responses: {
      201: { description: "The category", schema: Category, headers: { Location: "Its address" } },
    },
    problems: { 409: ["slug-in-use"] },
    handle: async (deps, { body }) =>
      reply(201, await createCategory(deps, body), { Location: `${apiPrefix}/categories/${body.slug}` }),
  }),
  defineRoute<Deps>()({
    method: "PATCH",
    path: "/categories/{slug}",
    summary: "Rename or move a category",
    access: "staff",
    params,
    body: CategoryChanges,
    responses: { 200: { description: "The category as it is now", schema: Category } },
    problems: { 404: ["unknown-category"], 409: ["slug-in-use", "category-circle"] },
    handle: async (deps, call) => reply(200, await changeCategory(deps, call.params.slug, call.body)),
  }),
  defineRoute<Deps>()({
    method: "DELETE",
    path: "/categories/{slug}",
    summary: "Take away an empty category",
    access: "staff",
    params,
    responses: { 204: { description: "It is gone" } },
    problems: { 404: ["unknown-category"], 409: ["category-has-children", "category-has-products"] },
    handle: async (deps, call) => {
      await deleteCategory(deps, call.params.slug);
      return reply(204);
    },
  }),
];
