import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { z } from "zod";
import type { Deps } from "../deps";
import { receiveGatewayEvent } from "./receive-gateway-event";

const Received = z
  .strictObject({ received: z.literal(true) })
  .meta({ id: "Received", example: { received: true } });

/** The gateway's events hold a whole charge or payment. */
const bodyLimit = 512_000;

export const gatewayEventRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "POST",
    path: "/payments/webhook",
    summary: "The payment gateway's signed events",
    description:
      "Of Stripe's events those of `payment_intent.*`, `refund.*`, `charge.refunded` and `charge.dispute.*` are of use. The same event twice has one effect, and events may come in any order. One that is not signed, or was signed more than 5 minutes ago, is refused.",
    access: "open",
    headers: z.object({ "stripe-signature": z.string().max(4_096).optional() }),
    rawBody: true,
    bodyLimit,
    // They all come from the gateway's few addresses: the wider limit.
    limit: "reading",
    duringMaintenance: true,
    responses: { 200: { description: "Taken, or nothing to us", schema: Received } },
    problems: { 400: ["webhook-refused"] },
    handle: async (deps, { headers, rawBody }) => {
      await receiveGatewayEvent(deps, { rawBody, signature: headers["stripe-signature"] });
      return reply(200, { received: true });
    },
  }),
];
