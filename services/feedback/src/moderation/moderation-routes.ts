import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { z } from "zod";
import type { Deps } from "../deps";
import { reportReview } from "../reports/report-review";
import { reviewParams } from "../reviews/review-routes";
import { StaffReview } from "../reviews/review-schemas";
import { reviewsUnavailable } from "../reviews/store-faults";
import { OneLine } from "../reviews/text-schemas";
import { changeRules } from "./change-rules-item";
import { moderateReview, replyToReview } from "./moderate-review";
import { Moderation, ModerationRulesView, ReviewReply, RulesContent } from "./moderation-schemas";
import { readRules } from "./rules-item";

const Report = z
  .strictObject({ reason: OneLine(500) })
  .meta({ id: "Report", example: { reason: "It insults the seller." } });

const unavailable = { 503: ["reviews-unavailable"] };

export const moderationRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "POST",
    path: "/reviews/{id}/reports",
    summary: "Tell staff of a review that should not be there",
    description:
      "Once a customer and review; when enough have, it is out of sight until staff have looked at it.",
    access: "customer",
    params: reviewParams,
    body: Report,
    responses: { 204: { description: "Told, now or before" } },
    problems: { 404: ["review-not-found"], ...unavailable },
    handle: async (deps, { params, principal, body }) => {
      await reportReview(deps, params.id, principal, body.reason);
      return reply(204);
    },
  }),
  defineRoute<Deps>()({
    method: "POST",
    path: "/reviews/{id}/moderation",
    summary: "Publish a review or turn it down",
    description: "Its author reads why it was turned down.",
    access: "staff",
    params: reviewParams,
    body: Moderation,
    responses: { 200: { description: "The review as it is now", schema: StaffReview } },
    problems: { 404: ["review-not-found"], ...unavailable },
    handle: async (deps, { params, principal, body }) =>
      reply(200, await moderateReview(deps, params.id, principal, body)),
  }),
  defineRoute<Deps>()({
    method: "POST",
    path: "/reviews/{id}/reply",
    summary: "Answer a review in public",
    description: "A second answer takes the first one's place.",
    access: "staff",
    params: reviewParams,
    body: ReviewReply,
    responses: { 200: { description: "The review as it is now", schema: StaffReview } },
    problems: { 404: ["review-not-found"], 409: ["review-not-published"], ...unavailable },
    handle: async (deps, { params, principal, body }) =>
      reply(200, await replyToReview(deps, params.id, principal, body.body)),
  }),
  defineRoute<Deps>()({
    method: "GET",
    path: "/reviews/moderation-rules",
    summary: "What has a review wait for staff",
    access: "staff",
    responses: { 200: { description: "The rules", schema: ModerationRulesView } },
    problems: unavailable,
    handle: async (deps) => reply(200, await readRules(deps).catch(reviewsUnavailable)),
  }),
  defineRoute<Deps>()({
    method: "PUT",
    path: "/reviews/moderation-rules",
    summary: "Change what has a review wait for staff",
    description: "All rules at once; they hold for what is written or edited from now on.",
    access: "staff",
    body: RulesContent,
    responses: { 200: { description: "The rules as they are now", schema: ModerationRulesView } },
    problems: unavailable,
    handle: async (deps, { body }) => reply(200, await changeRules(deps, body)),
  }),
];
