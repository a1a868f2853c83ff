import type { webhookDeliveries, webhooks } from "../db/schema";
import type { Delivery, WebhookView } from "./webhook-schemas";

export type Webhook = typeof webhooks.$inferSelect;

/** A webhook as staff see it: without its secret. */
export function presentWebhook(webhook: Webhook, now: Date): WebhookView {
  const { id, url, events, description, disabledAt, disabledReason, failingSince } = webhook;
  const { previousSecretUntil, createdAt, updatedAt } = webhook;
  const signsStill = previousSecretUntil !== null && previousSecretUntil > now;
  return {
    id,
    url,
    events,
    description,
    active: disabledAt === null,
    disabledAt: disabledAt?.toISOString() ?? null,
    disabledReason,
    failingSince: failingSince?.toISOString() ?? null,
    previousSecretUntil: signsStill ? previousSecretUntil.toISOString() : null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

export type DeliveryRow = Omit<typeof webhookDeliveries.$inferSelect, "body">;

export function presentDelivery(delivery: DeliveryRow): Delivery {
  const { id, eventId, type, state, attempts, dueAt, replayOf, createdAt } = delivery;
  return {
    id,
    eventId,
    type,
    state,
    attempts,
    nextAttemptAt: dueAt?.toISOString() ?? null,
    replayOf,
    createdAt: createdAt.toISOString(),
  };
}
