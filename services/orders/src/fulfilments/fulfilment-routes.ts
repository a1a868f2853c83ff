import { FulfilmentId, OrderId } from "@shopeasy/contracts/ids";
import { refuseCardKey } from "@shopeasy/platform/card-data/card-data-rules";
import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { parseIdempotencyKey } from "@shopeasy/platform/idempotency/key-rules";
import { z } from "zod";
import type { Deps } from "../deps";
import { Fulfilment } from "../orders/order-schemas";
import { deliverFulfilment } from "./deliver-fulfilment";
import { fulfilOrder } from "./fulfil-order";
import { DeliverFulfilment, FulfilOrder } from "./fulfilment-schemas";

export const fulfilmentRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "POST",
    path: "/orders/{id}/fulfilments",
    summary: "Ship an order, or a part of it",
    description:
      "No piece is shipped twice, none that was refunded before it was shipped, and none whose payment is disputed with the card's bank, unless the bank has decided for the shop. `trackingUrl` is there for UPS, FedEx, USPS and DHL. `Idempotency-Key` is honoured where it is given: the same key and body from the same caller gives the first answer again.",
    access: "staff",
    params: z.strictObject({ id: OrderId }),
    headers: z.object({ "idempotency-key": z.string().optional() }),
    body: FulfilOrder,
    responses: {
      201: {
        description: "What was shipped",
        schema: Fulfilment,
        headers: { "Idempotency-Replayed": "`true` on an answer that is given again" },
      },
    },
    problems: {
      400: ["card-data-refused"],
      404: ["order-not-found"],
      409: ["invalid-transition", "quantity-exceeded", "payment-disputed", "request-in-progress"],
      422: ["idempotency-key-reused"],
    },
    handle: async (deps, { params: { id }, headers, body, principal }) => {
      const given = headers["idempotency-key"];
      const key = given === undefined ? undefined : refuseCardKey(parseIdempotencyKey(given));
      const request = { orderId: id, staffId: principal.userId, key, input: body };
      const { body: parcel, replayed } = await fulfilOrder(deps, request);
      return reply(
        201,
        parcel as z.input<typeof Fulfilment>,
        replayed ? { "Idempotency-Replayed": "true" } : {},
      );
    },
  }),
  defineRoute<Deps>()({
    method: "PATCH",
    path: "/orders/{id}/fulfilments/{fulfilmentId}",
    summary: "Say when a parcel arrived",
    access: "staff",
    params: z.strictObject({ id: OrderId, fulfilmentId: FulfilmentId }),
    body: DeliverFulfilment,
    responses: { 200: { description: "The parcel", schema: Fulfilment } },
    problems: { 404: ["order-not-found", "fulfilment-not-found"], 409: ["invalid-transition"] },
    handle: async (deps, { params, body }) =>
      reply(
        200,
        await deliverFulfilment(deps, {
          orderId: params.id,
          fulfilmentId: params.fulfilmentId,
          deliveredAt: new Date(body.deliveredAt),
        }),
      ),
  }),
];
