import { WebhookId } from "@shopeasy/contracts/ids";
import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { listQuery } from "@shopeasy/platform/pagination/cursor";
import { z } from "zod";
import type { Deps } from "../deps";
import { replayDelivery, testWebhook } from "./add-delivery";
import { deliveryStates } from "./delivery-rules";
import { listDeliveries } from "./list-deliveries";
import { Delivery, DeliveryList } from "./webhook-schemas";

const params = z.strictObject({ id: WebhookId });

export const deliveryRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "GET",
    path: "/webhooks/{id}/deliveries",
    summary: "What was sent to a webhook, newest first",
    description: "With every attempt. Kept for 30 days.",
    access: "staff",
    params,
    query: z.strictObject({
      ...listQuery,
      state: z.enum(deliveryStates).optional(),
      eventId: z.uuid().optional().describe("Only those of this event."),
    }),
    responses: { 200: { description: "A page of deliveries", schema: DeliveryList } },
    problems: { 404: ["webhook-not-found"] },
    handle: async (deps, { params: { id }, query }) => reply(200, await listDeliveries(deps, id, query)),
  }),
  defineRoute<Deps>()({
    method: "POST",
    path: "/webhooks/{id}/deliveries/{deliveryId}/replay",
    summary: "Send a delivery once more",
    description: "Makes a new delivery of the same event: the same body under the same `webhook-id`.",
    access: "staff",
    params: params.extend({ deliveryId: z.uuid() }),
    responses: { 202: { description: "The new delivery, about to be sent", schema: Delivery } },
    problems: { 404: ["webhook-not-found", "delivery-not-found"], 409: ["webhook-disabled"] },
    handle: async (deps, { params: { id, deliveryId } }) =>
      reply(202, await replayDelivery(deps, id, deliveryId)),
  }),
  defineRoute<Deps>()({
    method: "POST",
    path: "/webhooks/{id}/test",
    summary: "Send a test event",
    description:
      "Of the type `webhook.test`, signed and tried again like any other. Its delivery tells what came of it.",
    access: "staff",
    params,
    responses: { 202: { description: "Its delivery, about to be sent", schema: Delivery } },
    problems: { 404: ["webhook-not-found"], 409: ["webhook-disabled"] },
    handle: async (deps, { params: { id } }) => reply(202, await testWebhook(deps, id)),
  }),
];
