import { shopEvent } from "@shopeasy/contracts/events";
import type { WebhookId } from "@shopeasy/contracts/ids";
import type { Tx } from "@shopeasy/platform/database/connect";
import { newId } from "@shopeasy/platform/ids";
import { announce } from "@shopeasy/platform/outbox/announce";
import { and, eq } from "drizzle-orm";
import { webhookDeliveries, webhooks } from "../db/schema";
import type { DisabledReason } from "./delivery-rules";
import type { Webhook } from "./present-webhook";

/** Has nothing sent to a webhook any more, for whoever holds it, and has staff told. */
export async function disableWebhook(
  tx: Tx,
  { id, version }: Webhook,
  disabledReason: DisabledReason,
  now: Date,
): Promise<void> {
  const changed = { disabledAt: now, disabledReason, version: version + 1, updatedAt: now };
  await tx.update(webhooks).set(changed).where(eq(webhooks.id, id));
  await giveUpWaiting(tx, id);
  const about = { id: newId(), occurredAt: now, aggregateId: id, aggregateVersion: changed.version };
  await announce(tx, [shopEvent("webhook.disabled", about, { webhookId: id })]);
}

/** What waits for a webhook is sent no more, unless staff replay it. */
export async function giveUpWaiting(tx: Tx, id: WebhookId): Promise<void> {
  await tx
    .update(webhookDeliveries)
    .set({ state: "failed", dueAt: null })
    .where(and(eq(webhookDeliveries.webhookId, id), eq(webhookDeliveries.state, "waiting")));
}
