import { ProductId, ReviewId } from "@shopeasy/contracts/ids";
import { isStaff } from "@shopeasy/platform/auth/principal";
import { Forbidden, InvalidInput, Unauthorized } from "@shopeasy/platform/errors";
import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { listQuery } from "@shopeasy/platform/pagination/cursor";
import { z } from "zod";
import type { Deps } from "../deps";
import { editReview } from "./edit-review";
import { getReview } from "./get-review";
import { listHeldReviews } from "./list-held-reviews";
import { listReviews, reviewSorts } from "./list-reviews";
import {
  AnyReview,
  AnyReviewList,
  QueuedReview,
  Review,
  ReviewChanges,
  SubmitReview,
} from "./review-schemas";
import { submitReview } from "./submit-review";
import { withdrawReview } from "./withdraw-review";

const cache = { maxAge: 10, staleWhileRevalidate: 30 };

const unavailable = { 503: ["reviews-unavailable"] };

export const reviewParams = z.strictObject({ id: ReviewId.toLowerCase() });

export const reviewRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "POST",
    path: "/reviews",
    summary: "Review a product",
    description:
      "Queued, and published soon after, unless a rule has it wait for staff. One review a customer and product: a second replaces the first, whose id is then gone.",
    access: "customer",
    body: SubmitReview,
    responses: {
      202: {
        description: "Taken; ask for it by its id",
        schema: QueuedReview,
        headers: { Location: "Where the review can be asked for." },
      },
    },
    problems: unavailable,
    handle: async (deps, { body, principal }) => {
      const queued = await submitReview(deps, principal, body);
      return reply(202, queued, { Location: `/api/v1/reviews/${queued.id}` });
    },
  }),
  defineRoute<Deps>()({
    method: "GET",
    path: "/reviews",
    summary: "A product's reviews, and what they come to",
    description: "For staff also, by `status` in place of `productId`: what is held back of all products.",
    access: "public",
    query: z
      .strictObject({
        ...listQuery,
        productId: ProductId.toLowerCase().optional(),
        sort: z.enum(reviewSorts).optional().describe("newest, where not said; of a product's only."),
        status: z.enum(["flagged", "rejected"]).optional().describe("Staff only; newest first."),
      })
      .refine(({ productId, status }) => (productId === undefined) !== (status === undefined), {
        path: ["productId"],
        message: "is required, or status in its place, and not both",
      })
      .refine(({ sort, status }) => sort === undefined || status === undefined, {
        path: ["sort"],
        message: "goes with a product only",
      }),
    responses: { 200: { description: "A page of reviews", schema: AnyReviewList } },
    problems: { 401: ["unauthenticated"], 403: ["forbidden"], ...unavailable },
    cache,
    handle: async (deps, { query, principal }) => {
      const { productId, status, sort = "newest", limit, cursor } = query;
      if (productId) return reply(200, await listReviews(deps, { productId, sort, limit, cursor }));
      if (!status) throw new InvalidInput([{ path: "productId", message: "is required" }]);
      if (principal.kind === "anonymous") throw signInFirst();
      if (!isStaff(principal)) throw new Forbidden("forbidden", "Only staff may see these.");
      return reply(200, await listHeldReviews(deps, { status, limit, cursor }));
    },
  }),
  defineRoute<Deps>()({
    method: "GET",
    path: "/reviews/{id}",
    summary: "One review",
    description: "One that is not published is there for its author and staff only.",
    access: "public",
    params: reviewParams,
    responses: { 200: { description: "The review", schema: AnyReview } },
    problems: { 404: ["review-not-found"], ...unavailable },
    cache,
    handle: async (deps, { params, principal }) => reply(200, await getReview(deps, params.id, principal)),
  }),
  defineRoute<Deps>()({
    method: "PATCH",
    path: "/reviews/{id}",
    summary: "Change one's own review",
    description: "The rules judge it anew; what staff have held back waits for them again.",
    access: "customer",
    params: reviewParams,
    body: ReviewChanges,
    responses: { 200: { description: "The review as it is now", schema: Review } },
    problems: { 404: ["review-not-found"], 409: ["review-queued"], ...unavailable },
    handle: async (deps, { params, principal, body }) =>
      reply(200, await editReview(deps, params.id, principal, body)),
  }),
  defineRoute<Deps>()({
    method: "DELETE",
    path: "/reviews/{id}",
    summary: "Take one's own review back",
    description: "Also one that is still queued.",
    access: "customer",
    params: reviewParams,
    responses: { 204: { description: "It is gone" } },
    problems: { 404: ["review-not-found"], ...unavailable },
    handle: async (deps, { params, principal }) => {
      await withdrawReview(deps, params.id, principal);
      return reply(204);
    },
  }),
];

const signInFirst = () =>
  new Unauthorized("unauthenticated", "Sign in first.").withHeaders({ "WWW-Authenticate": "Bearer" });
