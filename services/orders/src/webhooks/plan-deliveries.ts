import { eventSchemas } from "@shopeasy/contracts/events";
import type { Event } from "@shopeasy/platform/events/event";
import { newId } from "@shopeasy/platform/ids";
import { annotate } from "@shopeasy/platform/tracing/tracing";
import { z } from "zod";
import { webhookDeliveries } from "../db/schema";
import type { Deps } from "../deps";
import { webhookBody } from "./webhook-body-rules";
import { WebhookEventType } from "./webhook-schemas";

const Typed = z.object({ type: WebhookEventType });

/**
 * Takes an event down for every webhook that wants it, and gives how many those were: all of them in one statement, so
 * that it needs no transaction, and each once, however often the queue brings the event.
 * @throws ZodError for what is no event that webhooks are told of
 */
export async function planDeliveries(
  { database: { db }, clock, wantingWebhooks }: Pick<Deps, "database" | "clock" | "wantingWebhooks">,
  message: unknown,
): Promise<number> {
  const { type } = Typed.parse(message);
  const event: Event = eventSchemas[type].parse(message);
  annotate("aggregate_id", event.aggregateId);
  const wanting = (await wantingWebhooks.ask(type)).filter(({ events }) => events.includes(type));
  if (wanting.length === 0) return 0;
  const now = clock.now();
  const shared = { eventId: event.id, type, body: webhookBody(event), state: "waiting" as const };
  const planned = await db
    .insert(webhookDeliveries)
    .values(wanting.map(({ id }) => ({ ...shared, webhookId: id, id: newId(), dueAt: now, createdAt: now })))
    .onConflictDoNothing()
    .returning({ id: webhookDeliveries.id });
  return planned.length;
}
