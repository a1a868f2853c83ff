import { OrderId } from "@shopeasy/contracts/ids";
import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { z } from "zod";
import type { Deps } from "../deps";
import { guestTokenQuery, Order } from "../orders/order-schemas";
import { cancelOrder } from "./cancel-order";

export const cancellationRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "POST",
    path: "/orders/{id}/cancel",
    summary: "Cancel an order that nothing was shipped of",
    description:
      "For its customer, for a guest with the token of the confirmation, and for staff. What was paid is given back, and the pieces go back into the stock. An order that is cancelled already is answered as it is. One whose payment is disputed with the card's bank can't be cancelled until the bank has decided for the shop.",
    access: "public",
    params: z.strictObject({ id: OrderId }),
    query: guestTokenQuery,
    responses: { 200: { description: "The order, cancelled", schema: Order } },
    problems: {
      401: ["unauthenticated"],
      404: ["order-not-found"],
      409: ["invalid-transition", "payment-disputed", "request-in-progress"],
    },
    handle: async (deps, { params, query, principal }) =>
      reply(200, await cancelOrder(deps, { id: params.id, principal, token: query.token })),
  }),
];
