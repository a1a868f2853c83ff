import { apiPrefix } from "@shopeasy/contracts/route-table";
import { isStaff } from "@shopeasy/platform/auth/principal";
import { reply, replySerialised } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import type { Deps } from "../deps";
import { ofManyProducts, ofOneProduct } from "../freshness/cache-policies";
import { archiveProduct, changeProduct } from "./change-product";
import { createProduct } from "./create-product";
import { findProduct } from "./find-product";
import { listProducts } from "./list-products";
import { ProductQuery } from "./list-query";
import { editHeaders, editRequest, etagHeader, productBodyLimit, productParams } from "./product-requests";
import { NewProduct, Product, ProductChanges, ProductList } from "./product-schemas";

export const productRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "GET",
    path: "/products",
    summary: "Find products",
    access: "public",
    cache: ofManyProducts,
    query: ProductQuery,
    responses: { 200: { description: "A page of products", schema: ProductList } },
    problems: { 401: ["unauthenticated"], 403: ["forbidden"] },
    handle: async (deps, { query, principal }) =>
      replySerialised(200, await listProducts(deps, query, principal)),
  }),
  defineRoute<Deps>()({
    method: "GET",
    path: "/products/{idOrSlug}",
    summary: "A product",
    access: "public",
    cache: ofOneProduct,
    params: productParams,
    responses: { 200: { description: "The product", schema: Product, headers: etagHeader } },
    problems: { 404: ["unknown-product"] },
    handle: async (deps, { params, principal }) => {
      const { document, etag } = await deps.readers.read(principal, (database) =>
        findProduct({ database }, params.idOrSlug, { isStaff: isStaff(principal) }),
      );
      return replySerialised(200, document, { ETag: etag });
    },
  }),
  defineRoute<Deps>()({
    method: "POST",
    path: "/products",
    summary: "Take a product into the catalogue",
    access: "staff",
    body: NewProduct,
    bodyLimit: productBodyLimit,
    responses: {
      201: {
        description: "The product",
        schema: Product,
        headers: { ...etagHeader, Location: "Its address" },
      },
    },
    problems: { 409: ["slug-in-use", "sku-in-use"] },
    handle: async (deps, { body, principal }) => {
      const product = await createProduct(deps, body, principal.userId);
      return replySerialised(201, product.document, {
        ETag: product.etag,
        Location: `${apiPrefix}/products/${product.id}`,
      });
    },
  }),
  defineRoute<Deps>()({
    method: "PATCH",
    path: "/products/{idOrSlug}",
    summary: "Change a product",
    description: "What is left out stays; `variants`, where given, are all that the product then has.",
    access: "staff",
    params: productParams,
    headers: editHeaders,
    body: ProductChanges,
    bodyLimit: productBodyLimit,
    responses: { 200: { description: "The product as it is now", schema: Product, headers: etagHeader } },
    problems: {
      404: ["unknown-product"],
      409: ["slug-in-use", "sku-in-use", "variant-reserved"],
      412: ["stale-product"],
    },
    handle: async (deps, call) => {
      const { document, etag } = await changeProduct(deps, editRequest(call), call.body);
      return replySerialised(200, document, { ETag: etag });
    },
  }),
  defineRoute<Deps>()({
    method: "DELETE",
    path: "/products/{idOrSlug}",
    summary: "Archive a product",
    access: "staff",
    params: productParams,
    headers: editHeaders,
    responses: { 204: { description: "It is out of the shop" } },
    problems: { 404: ["unknown-product"], 412: ["stale-product"] },
    handle: async (deps, call) => {
      await archiveProduct(deps, editRequest(call));
      return reply(204);
    },
  }),
];
