import { Slug } from "@shopeasy/contracts/ids";
import { apiPrefix } from "@shopeasy/contracts/route-table";
import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { listQuery } from "@shopeasy/platform/pagination/cursor";
import { z } from "zod";
import type { Deps } from "../deps";
import { ofShelves } from "../freshness/cache-policies";
import { Brand, BrandChanges, BrandList, NewBrand } from "./brand-schemas";
import { changeBrand, createBrand, deleteBrand } from "./change-brands";
import { findBrand, listBrands } from "./find-brands";

const params = z.strictObject({ slug: Slug });

export const brandRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "GET",
    path: "/brands",
    summary: "Brands by name, with how many active products each has",
    access: "public",
    cache: ofShelves,
    query: z.strictObject(listQuery),
    responses: { 200: { description: "A page of brands", schema: BrandList } },
    handle: async ({ readers }, { query, principal }) =>
      reply(200, await readers.read(principal, ({ db }) => listBrands(db, query))),
  }),
  defineRoute<Deps>()({
    method: "GET",
    path: "/brands/{slug}",
    summary: "A brand, with how many active products it has",
    access: "public",
    cache: ofShelves,
    params,
    responses: { 200: { description: "The brand", schema: Brand } },
    problems: { 404: ["unknown-brand"] },
    handle: async ({ readers }, { params: { slug }, principal }) =>
      reply(200, await readers.read(principal, ({ db }) => findBrand(db, slug))),
  }),
  defineRoute<Deps>()({
    method: "POST",
    path: "/brands",
    summary: "Make a brand",
    access: "staff",
    body: NewBrand,
    responses: {
      201: { description: "The brand", schema: Brand, headers: { Location: "Its address" } },
    },
    problems: { 409: ["slug-in-use"] },
    handle: async (deps, { body }) =>
      reply(201, await createBrand(deps, body), { Location: `${apiPrefix}/brands/${body.slug}` }),
  }),
  defineRoute<Deps>()({
    method: "PATCH",
    path: "/brands/{slug}",
    summary: "Rename a brand",
    access: "staff",
    params,
    body: BrandChanges,
    responses: { 200: { description: "The brand as it is now", schema: Brand } },
    problems: { 404: ["unknown-brand"], 409: ["slug-in-use"] },
    handle: async (deps, call) => reply(200, await changeBrand(deps, call.params.slug, call.body)),
  }),
  defineRoute<Deps>()({
    method: "DELETE",
    path: "/brands/{slug}",
    summary: "Take away a brand without products",
    access: "staff",
    params,
    responses: { 204: { description: "It is gone" } },
    problems: { 404: ["unknown-brand"], 409: ["brand-has-products"] },
    handle: async (deps, call) => {
      await deleteBrand(deps, call.params.slug);
      return reply(204);
    },
  }),
];
