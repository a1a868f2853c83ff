import { UserId } from "@shopeasy/contracts/ids";
import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { z } from "zod";
import type { Deps } from "../deps";
import { reviewParams } from "../reviews/review-routes";
import { castVote, retractVote } from "./vote";

const Vote = z.strictObject({ helpful: z.boolean() }).meta({ id: "Vote", example: { helpful: true } });

const CountedVote = z
  .strictObject({ helpful: z.boolean(), helpfulCount: z.int().min(0).describe("Of all customers.") })
  .meta({ id: "CountedVote", example: { helpful: true, helpfulCount: 4 } });

export const voteRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "PUT",
    path: "/reviews/{id}/vote",
    summary: "Say whether a review was of help",
    description: "One vote a customer: a second changes the first.",
    access: "customer",
    params: reviewParams,
    body: Vote,
    responses: { 200: { description: "Counted", schema: CountedVote } },
    problems: { 404: ["review-not-found"], 409: ["own-review"], 503: ["reviews-unavailable"] },
    handle: async (deps, { params, principal, body }) =>
      reply(200, await castVote(deps, params.id, principal, body.helpful)),
  }),
  defineRoute<Deps>()({
    method: "DELETE",
    path: "/reviews/{id}/vote",
    summary: "Take one's vote back",
    access: "customer",
    params: reviewParams,
    responses: { 204: { description: "There is no vote of the caller's" } },
    problems: { 404: ["review-not-found"], 503: ["reviews-unavailable"] },
    handle: async (deps, { params, principal }) => {
      await retractVote(deps, params.id, UserId.parse(principal.userId));
      return reply(204);
    },
  }),
];
