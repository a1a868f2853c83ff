import { EmailAddress } from "@shopeasy/contracts/conventions";
import { OrderId } from "@shopeasy/contracts/ids";
import { refuseCardKey } from "@shopeasy/platform/card-data/card-data-rules";
import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { parseIdempotencyKey } from "@shopeasy/platform/idempotency/key-rules";
import { listQuery } from "@shopeasy/platform/pagination/cursor";
import { z } from "zod";
import type { Deps } from "../deps";
import { DateOrInstant } from "../given-times";
import { getOrder } from "./get-order";
import { listOrders } from "./list-orders";
import { orderStatuses } from "./order-rules";
import { guestTokenQuery, Order, OrderList, PendingOrder, PlacedOrder, PlaceOrder } from "./order-schemas";
import { placeOrder } from "./place-order";

export const orderRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "POST",
    path: "/orders",
    summary: "Place an order: hold the stock, take the payment, tell everybody",
    description:
      "The same key and body from the same caller gives the first answer again. For a guest the key is scoped to the cart.",
    access: "public",
    headers: z.object({ "idempotency-key": z.string().optional() }),
    body: PlaceOrder,
    responses: {
      201: { description: "Paid", schema: PlacedOrder },
      202: {
        description: "The customer has to confirm the payment, or the gateway has not answered yet",
        schema: PendingOrder,
      },
    },
    problems: {
      400: ["card-data-refused"],
      402: ["payment-declined"],
      404: ["cart-not-found", "unknown-address"],
      409: [
        "out-of-stock",
        "total-changed",
        "cart-empty",
        "order-exists",
        "request-in-progress",
        "reservation-expired",
        "order-cancelled",
      ],
      422: ["idempotency-key-reused", "shipping-method-unavailable", "coupon-invalid"],
      503: ["payment-unavailable", "upstream-unavailable", "busy"],
    },
    handle: async (deps, { headers, body, principal }) => {
      const key = refuseCardKey(parseIdempotencyKey(headers["idempotency-key"]));
      const caller = principal.kind === "user" ? principal : null;
      const { status, body: answer, replayed } = await placeOrder(deps, { input: body, caller, key });
      const sent: Record<string, string> = replayed ? { "Idempotency-Replayed": "true" } : {};
      return status === 201 ? reply(201, answer, sent) : reply(202, answer, sent);
    },
  }),
  defineRoute<Deps>()({
    method: "GET",
    path: "/orders",
    summary: "One's own orders, newest first; everybody's for staff",
    access: "customer",
    query: z.strictObject({
      ...listQuery,
      status: z.enum(orderStatuses).optional(),
      email: EmailAddress.optional(),
      number: z.string().trim().toUpperCase().max(32).optional().describe("In either case."),
      from: DateOrInstant.optional().describe("Placed at or after this time, or on or after this date."),
      to: DateOrInstant.optional().describe("Placed before."),
    }),
    responses: { 200: { description: "A page of orders", schema: OrderList } },
    handle: async (deps, { principal, query }) => reply(200, await listOrders(deps, principal, query)),
  }),
  defineRoute<Deps>()({
    method: "GET",
    path: "/orders/{id}",
    summary: "One order",
    description: "For its customer, for a guest with the token of the confirmation, and for staff.",
    access: "public",
    params: z.strictObject({ id: OrderId }),
    query: guestTokenQuery,
    responses: { 200: { description: "The order", schema: Order } },
    problems: { 401: ["unauthenticated"], 404: ["order-not-found"] },
    handle: async (deps, { params, query, principal }) =>
      reply(200, await getOrder(deps, { id: params.id, principal, token: query.token })),
  }),
];
