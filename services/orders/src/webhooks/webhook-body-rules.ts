import type { Event } from "@shopeasy/platform/events/event";

/**
 * What a receiver is sent of an event, to the letter. A cart's id stays here: a guest's is a secret that opens the cart.
 */
export function webhookBody({
  id,
  type,
  version,
  occurredAt,
  aggregateId,
  aggregateVersion,
  data,
}: Event): string {
  const { cartId: _, ...told } = data as Record<string, unknown>;
  return JSON.stringify({
    type,
    timestamp: occurredAt,
    id,
    version,
    aggregateId,
    aggregateVersion,
    data: told,
  });
}
