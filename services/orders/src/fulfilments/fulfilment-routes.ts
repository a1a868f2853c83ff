import { FulfilmentId, OrderId } from "@shopeasy/contracts/ids";
import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
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
      "No piece is shipped twice, and none that was refunded before it was shipped. `trackingUrl` is there for UPS, FedEx, USPS and DHL.",
    access: "staff",
    params: z.strictObject({ id: OrderId }),
    body: FulfilOrder,
    responses: { 201: { description: "What was shipped", schema: Fulfilment } },
    problems: {
      400: ["card-data-refused"],
      404: ["order-not-found"],
      409: ["invalid-transition", "quantity-exceeded"],
    },
    handle: async (deps, { params, body }) =>
      reply(201, await fulfilOrder(deps, { orderId: params.id, input: body })),
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
