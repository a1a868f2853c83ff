import type { WebhookId } from "@shopeasy/contracts/ids";
import { decodeCursor, pageOf } from "@shopeasy/platform/pagination/cursor";
import { desc, eq, lt } from "drizzle-orm";
import { z } from "zod";
import { webhooks } from "../db/schema";
import type { Deps } from "../deps";
import type { DisabledReason } from "./delivery-rules";
import { webhookNotFound } from "./lock-webhook";
import { presentWebhook, type Webhook } from "./present-webhook";
import type { WebhookView } from "./webhook-schemas";

type ReadDeps = Pick<Deps, "database" | "clock">;

const Cursor = z.strictObject({ id: z.uuid().brand("WebhookId") });

/** The shop's webhooks, newest first. */
export async function listWebhooks(
  { database, clock }: ReadDeps,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
) {
  const rows = await database.db
    .select()
    .from(webhooks)
    .where(cursor === undefined ? undefined : lt(webhooks.id, decodeCursor(Cursor, cursor).id))
    .orderBy(desc(webhooks.id))
    .limit(limit + 1);
  const { items, nextCursor } = pageOf(rows, limit, ({ id }) => ({ id }));
  const now = clock.now();
  return { items: items.map((webhook) => presentWebhook(webhook, now)), nextCursor };
}

/** @throws NotFound */
export async function getWebhook({ database, clock }: ReadDeps, id: WebhookId): Promise<WebhookView> {
  return presentWebhook(await findWebhook({ database }, id), clock.now());
}

const reasons = {
  failing: "Nothing could be delivered to it for three days.",
  gone: "It answered that it is gone (410).",
  staff: "A member of staff switched it off.",
} as const satisfies Record<DisabledReason, string>;

/** What staff are told of a webhook that was disabled. @throws NotFound */
export async function getWebhookNotice(deps: Pick<Deps, "database">, id: WebhookId) {
  const { url, disabledAt, disabledReason } = await findWebhook(deps, id);
  const reason = disabledReason && reasons[disabledReason];
  return { id, url, disabledAt: disabledAt?.toISOString() ?? null, reason };
}

async function findWebhook({ database }: Pick<Deps, "database">, id: WebhookId): Promise<Webhook> {
  const [found] = await database.db.select().from(webhooks).where(eq(webhooks.id, id));
  if (!found) throw webhookNotFound();
  return found;
}
