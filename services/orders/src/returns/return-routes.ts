import { OrderId, ReturnId } from "@shopeasy/contracts/ids";
import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { z } from "zod";
import type { Deps } from "../deps";
import { guestTokenQuery } from "../orders/order-schemas";
import { decideReturn } from "./decide-return";
import { listReturns } from "./list-returns";
import { requestReturn } from "./request-return";
import { DecideReturn, OrderReturn, OrderReturns, RequestReturn } from "./return-schemas";

const params = z.strictObject({ id: OrderId });

export const returnRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "POST",
    path: "/orders/{id}/returns",
    summary: "Ask to send pieces back",
    description:
      "For its customer, for a guest with the token of the confirmation, and for staff: pieces that were shipped, until 30 days after their delivery.",
    access: "public",
    params,
    query: guestTokenQuery,
    body: RequestReturn,
    responses: { 201: { description: "The return, to be decided by staff", schema: OrderReturn } },
    problems: {
      400: ["card-data-refused"],
      401: ["unauthenticated"],
      404: ["order-not-found"],
      409: ["invalid-transition", "quantity-exceeded", "return-window-over"],
    },
    handle: async (deps, { params: { id }, query, principal, body }) =>
      reply(201, await requestReturn(deps, { caller: { id, principal, token: query.token }, input: body })),
  }),
  defineRoute<Deps>()({
    method: "GET",
    path: "/orders/{id}/returns",
    summary: "The returns of an order, oldest first",
    access: "public",
    params,
    query: guestTokenQuery,
    responses: { 200: { description: "All of its returns", schema: OrderReturns } },
    problems: { 401: ["unauthenticated"], 404: ["order-not-found"] },
    handle: async (deps, { params: { id }, query, principal }) =>
      reply(200, await listReturns(deps, { id, principal, token: query.token })),
  }),
  defineRoute<Deps>()({
    method: "PATCH",
    path: "/orders/{id}/returns/{returnId}",
    summary: "Decide a return, or say that it has arrived",
    description:
      "What was received is refunded, as far as it was not before, and goes back into the stock if asked. While the payment is disputed with the card's bank, or was lost to it, nothing can be said to have been received.",
    access: "staff",
    params: z.strictObject({ id: OrderId, returnId: ReturnId }),
    body: DecideReturn,
    responses: { 200: { description: "The return", schema: OrderReturn } },
    problems: {
      404: ["order-not-found", "return-not-found"],
      409: ["invalid-transition", "payment-disputed"],
    },
    handle: async (deps, { params: { id, returnId }, principal, body }) =>
      reply(
        200,
        await decideReturn(deps, { orderId: id, returnId, staffId: principal.userId, decision: body }),
      ),
  }),
];
