import type { WebhookId } from "@shopeasy/contracts/ids";
import { decodeCursor, pageOf } from "@shopeasy/platform/pagination/cursor";
import { and, desc, eq, getTableColumns, lt } from "drizzle-orm";
import { z } from "zod";
import { webhookDeliveries } from "../db/schema";
import type { Deps } from "../deps";
import type { DeliveryState } from "./delivery-rules";
import { getWebhook } from "./find-webhooks";
import { presentDelivery } from "./present-webhook";

const Cursor = z.strictObject({ id: z.uuid() });

const { body: _, ...withoutBody } = getTableColumns(webhookDeliveries);
/** All of a delivery but what is sent: that may be long, and the log does not show it. */
export const deliveryColumns = withoutBody;

export interface DeliveryFilter {
  limit: number;
  cursor?: string | undefined;
  state?: DeliveryState | undefined;
  eventId?: string | undefined;
}

/** What was sent to a webhook in the last 30 days, newest first, and what is still to be sent. @throws NotFound */
export async function listDeliveries(
  deps: Pick<Deps, "database" | "clock">,
  webhookId: WebhookId,
  { limit, cursor, state, eventId }: DeliveryFilter,
) {
  const after = cursor === undefined ? undefined : decodeCursor(Cursor, cursor);
  await getWebhook(deps, webhookId);
  const rows = await deps.database.db
    .select(deliveryColumns)
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.webhookId, webhookId),
        after && lt(webhookDeliveries.id, after.id),
        state && eq(webhookDeliveries.state, state),
        eventId === undefined ? undefined : eq(webhookDeliveries.eventId, eventId),
      ),
    )
    .orderBy(desc(webhookDeliveries.id))
    .limit(limit + 1);
  const { items, nextCursor } = pageOf(rows, limit, ({ id }) => ({ id }));
  return { items: items.map(presentDelivery), nextCursor };
}
