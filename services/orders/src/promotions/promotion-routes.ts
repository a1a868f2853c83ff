import { apiPrefix } from "@shopeasy/contracts/route-table";
import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { listQuery } from "@shopeasy/platform/pagination/cursor";
import { z } from "zod";
import type { Deps } from "../deps";
import { changePromotion, createPromotion, deletePromotion } from "./change-promotions";
import { getPromotion, listPromotions } from "./find-promotions";
import { NewPromotion, PromotionChanges, PromotionList, PromotionView } from "./promotion-schemas";

const params = z.strictObject({ id: z.uuid() });

export const promotionRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "GET",
    path: "/promotions",
    summary: "The shop's promotions, newest first",
    access: "staff",
    query: z.strictObject({
      ...listQuery,
      active: z.enum(["true", "false"]).optional().describe("Only those that are switched on, or off."),
    }),
    responses: { 200: { description: "A page of promotions", schema: PromotionList } },
    handle: async (deps, { query: { active, ...page } }) =>
      reply(200, await listPromotions(deps, { ...page, active: active && active === "true" })),
  }),
  defineRoute<Deps>()({
    method: "POST",
    path: "/promotions",
    summary: "Make a promotion",
    description:
      "Its code becomes a coupon at once: `PUT /carts/{id}/coupon`. A free-shipping one makes whichever method is chosen free.",
    access: "staff",
    body: NewPromotion,
    responses: {
      201: { description: "The promotion", schema: PromotionView, headers: { Location: "Its address" } },
    },
    problems: { 409: ["code-in-use"] },
    handle: async (deps, { body }) => {
      const promotion = await createPromotion(deps, body);
      return reply(201, promotion, { Location: `${apiPrefix}/promotions/${promotion.id}` });
    },
  }),
  defineRoute<Deps>()({
    method: "GET",
    path: "/promotions/{id}",
    summary: "One promotion, with how often it is used",
    access: "staff",
    params,
    responses: { 200: { description: "The promotion", schema: PromotionView } },
    problems: { 404: ["promotion-not-found"] },
    handle: async (deps, { params: { id } }) => reply(200, await getPromotion(deps, id)),
  }),
  defineRoute<Deps>()({
    method: "PATCH",
    path: "/promotions/{id}",
    summary: "Change a promotion",
    description: "Orders that were placed with it stay as they are.",
    access: "staff",
    params,
    body: PromotionChanges,
    responses: { 200: { description: "The promotion as it is now", schema: PromotionView } },
    problems: { 404: ["promotion-not-found"], 409: ["code-in-use"] },
    handle: async (deps, { params: { id }, body }) => reply(200, await changePromotion(deps, id, body)),
  }),
  defineRoute<Deps>()({
    method: "DELETE",
    path: "/promotions/{id}",
    summary: "Take a promotion away",
    description: "One that an order was ever placed with is kept for the books and switched off.",
    access: "staff",
    params,
    responses: {
      200: { description: "It was used: the promotion, no longer active", schema: PromotionView },
      204: { description: "It is gone" },
    },
    problems: { 404: ["promotion-not-found"] },
    handle: async (deps, { params: { id } }) => {
      const kept = await deletePromotion(deps, id);
      return kept ? reply(200, kept) : reply(204);
    },
  }),
];
