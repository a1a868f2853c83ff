import { Sku } from "@shopeasy/contracts/ids";
import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import type { Deps } from "../deps";
import { addVariant, changeVariant, removeVariant } from "./change-variants";
import { editHeaders, editRequest, etagHeader, productParams } from "./product-requests";
import { NewVariant, Variant, VariantChanges } from "./product-schemas";

const params = productParams.extend({ sku: Sku });

export const variantRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "POST",
    path: "/products/{idOrSlug}/variants",
    summary: "Add a variant to a product",
    access: "staff",
    params: productParams,
    headers: editHeaders,
    body: NewVariant,
    responses: { 201: { description: "The variant", schema: Variant, headers: etagHeader } },
    problems: {
      404: ["unknown-product"],
      409: ["sku-in-use", "too-many-variants"],
      412: ["stale-product"],
    },
    handle: async (deps, call) => {
      const { variant, etag } = await addVariant(deps, editRequest(call), call.body);
      return reply(201, variant, { ETag: etag });
    },
  }),
  defineRoute<Deps>()({
    method: "PATCH",
    path: "/products/{idOrSlug}/variants/{sku}",
    summary: "Change a variant",
    access: "staff",
    params,
    headers: editHeaders,
    body: VariantChanges,
    responses: { 200: { description: "The variant as it is now", schema: Variant, headers: etagHeader } },
    problems: { 404: ["unknown-product", "unknown-sku"], 412: ["stale-product"] },
    handle: async (deps, call) => {
      const { variant, etag } = await changeVariant(deps, editRequest(call), call.params.sku, call.body);
      return reply(200, variant, { ETag: etag });
    },
  }),
  defineRoute<Deps>()({
    method: "DELETE",
    path: "/products/{idOrSlug}/variants/{sku}",
    summary: "Take a variant out of a product",
    description: "What is left of it in stock is written off; its ledger stays.",
    access: "staff",
    params,
    headers: editHeaders,
    responses: { 204: { description: "It is gone" } },
    problems: {
      404: ["unknown-product", "unknown-sku"],
      409: ["last-variant", "variant-reserved"],
      412: ["stale-product"],
    },
    handle: async (deps, call) => {
      await removeVariant(deps, editRequest(call), call.params.sku);
      return reply(204);
    },
  }),
];
