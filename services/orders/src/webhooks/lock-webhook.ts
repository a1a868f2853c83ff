import type { WebhookId } from "@shopeasy/contracts/ids";
import type { Tx } from "@shopeasy/platform/database/connect";
import { NotFound } from "@shopeasy/platform/errors";
import { eq } from "drizzle-orm";
import { webhooks } from "../db/schema";
import type { Webhook } from "./present-webhook";

/**
 * Holds a webhook until the transaction ends. Whoever changes it or its deliveries takes it first, and in this order.
 * Null where there is none.
 */
export async function lockWebhook(tx: Tx, id: WebhookId): Promise<Webhook | null> {
  const [found] = await tx.select().from(webhooks).where(eq(webhooks.id, id)).for("no key update");
  return found ?? null;
}

export const webhookNotFound = () => new NotFound("webhook-not-found", "There is no such webhook.");
