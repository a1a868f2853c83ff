import { OrderId } from "@shopeasy/contracts/ids";
import { refuseCardKey } from "@shopeasy/platform/card-data/card-data-rules";
import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { parseIdempotencyKey } from "@shopeasy/platform/idempotency/key-rules";
import { z } from "zod";
import type { Deps } from "../deps";
import { listRefunds } from "./list-refunds";
import { Refund, Refunds, RequestRefund } from "./refund-schemas";
import { requestRefund } from "./request-refund";

const params = z.strictObject({ id: OrderId });

export const refundRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "POST",
    path: "/orders/{id}/refunds",
    summary: "Give money back",
    description:
      "An amount; or what was paid for some pieces; or, where neither is said, all that is left. Never more than was paid, however many ask at once. Pieces that were not shipped yet are refunded before those that were, and are shipped no more: to refund one that was shipped while others wait, give its amount. Nothing of a payment that is disputed with the card's bank, unless the bank has decided for the shop. The same key and body from the same caller gives the first answer again.",
    access: "staff",
    params,
    headers: z.object({ "idempotency-key": z.string().optional() }),
    body: RequestRefund,
    responses: {
      201: {
        description: "The refund: made, or going on until it is",
        schema: Refund,
        headers: { "Idempotency-Replayed": "`true` on an answer that is given again" },
      },
    },
    problems: {
      400: ["card-data-refused"],
      404: ["order-not-found"],
      409: [
        "refund-exceeds-payment",
        "refund-refused",
        "payment-disputed",
        "invalid-transition",
        "request-in-progress",
      ],
      422: ["idempotency-key-reused"],
    },
    handle: async (deps, { params: { id }, headers, body, principal }) => {
      const key = refuseCardKey(parseIdempotencyKey(headers["idempotency-key"]));
      const request = { orderId: id, staffId: principal.userId, key, input: body };
      const { body: refund, replayed } = await requestRefund(deps, request);
      return reply(201, refund as z.input<typeof Refund>, replayed ? { "Idempotency-Replayed": "true" } : {});
    },
  }),
  defineRoute<Deps>()({
    method: "GET",
    path: "/orders/{id}/refunds",
    summary: "The refunds of an order, oldest first",
    access: "staff",
    params,
    responses: { 200: { description: "All of its refunds", schema: Refunds } },
    problems: { 404: ["order-not-found"] },
    handle: async (deps, { params: { id } }) => reply(200, await listRefunds(deps, id)),
  }),
];
