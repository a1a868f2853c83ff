import { ProductId, ReviewId } from "@shopeasy/contracts/ids";
import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { listQuery } from "@shopeasy/platform/pagination/cursor";
import { z } from "zod";
import type { Deps } from "../deps";
import { getReview } from "./get-review";
import { listReviews, reviewSorts } from "./list-reviews";
import { AnyReview, QueuedReview, ReviewList, SubmitReview } from "./review-schemas";
import { submitReview } from "./submit-review";

const cache = { maxAge: 10, staleWhileRevalidate: 30 };

export const reviewRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "POST",
    path: "/reviews",
    summary: "Review a product",
    description:
      "Queued, and published soon after. One review a customer and product: a second replaces the first, whose id is then gone.",
    access: "customer",
    body: SubmitReview,
    responses: {
      202: {
        description: "Taken; ask for it by its id",
        schema: QueuedReview,
        headers: { Location: "Where the review can be asked for." },
      },
    },
    problems: { 503: ["reviews-unavailable"] },
    handle: async (deps, { body, principal }) => {
      const queued = await submitReview(deps, principal, body);
      return reply(202, queued, { Location: `/api/v1/reviews/${queued.id}` });
    },
  }),
  defineRoute<Deps>()({
    method: "GET",
    path: "/reviews",
    summary: "A product's reviews, and what they come to",
    access: "public",
    query: z.strictObject({
      ...listQuery,
      productId: ProductId,
      sort: z.enum(reviewSorts).default("newest"),
    }),
    responses: { 200: { description: "A page of published reviews", schema: ReviewList } },
    problems: { 503: ["reviews-unavailable"] },
    cache,
    handle: async (deps, { query }) => reply(200, await listReviews(deps, query)),
  }),
  defineRoute<Deps>()({
    method: "GET",
    path: "/reviews/{id}",
    summary: "One review",
    description: "One that is still queued is there for its author only.",
    access: "public",
    params: z.strictObject({ id: ReviewId.toLowerCase() }),
    responses: { 200: { description: "The review", schema: AnyReview } },
    problems: { 404: ["review-not-found"], 503: ["reviews-unavailable"] },
    cache,
    handle: async (deps, { params, principal }) => reply(200, await getReview(deps, params.id, principal)),
  }),
];
