import type { Db } from "@shopeasy/platform/database/connect";
import { GatheredCalls } from "@shopeasy/platform/gathered-calls";
import { and, arrayOverlaps, isNull } from "drizzle-orm";
import { webhooks } from "../db/schema";
import type { WebhookEventType } from "./webhook-schemas";

export type WantingWebhooks = ReturnType<typeof wantingWebhooks>;

/**
 * Which webhooks want events of a type, and others perhaps that are asked for at the same time: by the messages of one
 * batch. They are looked up after the last of these has come, so that none misses what was registered before it.
 */
export const wantingWebhooks = (db: Db) =>
  new GatheredCalls((types: readonly WebhookEventType[]) => findWanting(db, types), {
    forMs: 0,
    // Of however many messages: there are only so many types.
    mostInACall: Number.POSITIVE_INFINITY,
  });

const findWanting = (db: Db, types: readonly WebhookEventType[]) =>
  db
    .select({ id: webhooks.id, events: webhooks.events })
    .from(webhooks)
    .where(and(isNull(webhooks.disabledAt), arrayOverlaps(webhooks.events, [...new Set(types)])));
