import { isStaff } from "@shopeasy/platform/auth/principal";
import { reply, replySerialised } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import type { Deps } from "../deps";
import { ofManyProducts } from "../freshness/cache-policies";
import { productParams } from "../products/product-requests";
import { findRelated } from "./find-related";
import { RelatedProducts } from "./related-schemas";

export const relatedRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "GET",
    path: "/products/{idOrSlug}/related",
    summary: "Products that go with another",
    description:
      "Up to twelve: first what is bought together with it, then what shares its category, its tags, its price. None while the shop is under heavy load.",
    access: "public",
    cache: ofManyProducts,
    params: productParams,
    responses: { 200: { description: "The products", schema: RelatedProducts } },
    problems: { 404: ["unknown-product"] },
    handle: async ({ readers, flags }, { params, principal }) => {
      if (!flags.value("related-products")) return reply(200, { items: [] });
      const documents = await readers.read(principal, (database) =>
        findRelated(database, params.idOrSlug, { isStaff: isStaff(principal) }),
      );
      return replySerialised(200, `{"items":[${documents.join(",")}]}`);
    },
  }),
];
