import { shopEvent } from "@shopeasy/contracts/events";
import type { Tx } from "@shopeasy/platform/database/connect";
import { newId } from "@shopeasy/platform/ids";
import { announce } from "@shopeasy/platform/outbox/announce";
import type { Account } from "./present-user";

/** Has the owner told that the account has another password; she may not have been the one who changed it. */
export async function announcePasswordChange(
  tx: Tx,
  { id, version }: Pick<Account, "id" | "version">,
  now: Date,
): Promise<void> {
  const event = { id: newId(), occurredAt: now, aggregateId: id, aggregateVersion: version };
  await announce(tx, [shopEvent("user.password-changed", event, { userId: id })]);
}
