import { createHash } from "node:crypto";
import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { UserId } from "@shopeasy/contracts/ids";
import { z } from "zod";
import type { Deps } from "../deps";

/** Longer than a bounce may take to come back: what it says of somebody who was erased meanwhile is not kept. */
const erasureKeptMs = 30 * 24 * 3_600_000;

type Store = Pick<Deps, "dynamo" | "table" | "clock">;

/** What an address is kept by: it can be looked for, and not be read. */
const keyOf = (address: string): string =>
  `suppressed#${createHash("sha256").update(address.trim().toLowerCase()).digest("base64url")}`;

/** Under it lies which suppressions are of a customer's addresses; or, for a while, that she was erased. */
const personKey = (userId: UserId) => ({ pk: `person#${userId}` });

/** Those of the addresses that take mail, each once; read with what other mails ask for just then. */
export async function withoutSuppressed(
  { suppressed }: Pick<Deps, "suppressed">,
  addresses: readonly string[],
): Promise<string[]> {
  const asked = [...new Set(addresses)].map(async (address) => {
    const key = keyOf(address);
    return (await suppressed.ask(key)).has(key) ? [] : [address];
  });
  return (await Promise.all(asked)).flat();
}

export interface Suppression {
  address: string;
  reason: "bounced" | "complained";
  /** Whose it is, where the mail was to somebody who has an account. */
  userId?: UserId | undefined;
}

/** Sees to it that no more mail goes to an address. Of somebody who was erased nothing is noted. */
export async function suppress(
  { dynamo, table, clock }: Store,
  { address, reason, userId }: Suppression,
): Promise<void> {
  const pk = keyOf(address);
  // First, so that there is none which erasing her would not find.
  if (userId && !(await noteOwner({ dynamo, table, clock }, userId, pk))) return;
  await dynamo.send(
    new PutCommand({
      TableName: table,
      Item: { pk, status: "suppressed", reason, at: clock.now().toISOString() },
    }),
  );
}

/** False for somebody who was erased. */
async function noteOwner({ dynamo, table }: Store, userId: UserId, pk: string): Promise<boolean> {
  try {
    await dynamo.send(
      new UpdateCommand({
        TableName: table,
        Key: personKey(userId),
        UpdateExpression: "ADD suppressions :key",
        ConditionExpression: "attribute_not_exists(erasedAt)",
        ExpressionAttributeValues: { ":key": new Set([pk]) },
      }),
    );
    return true;
  } catch (error) {
    if (Object(error).name !== "ConditionalCheckFailedException") throw error;
    return false;
  }
}

const PersonItem = z.object({ suppressions: z.set(z.string()).default(new Set()) });

/** Removes what is held of somebody's addresses; of her own id it stays for 30 days that she is gone. */
export async function forgetPerson({ dynamo, table, clock }: Store, userId: UserId): Promise<void> {
  const { Item } = await dynamo.send(
    new GetCommand({ TableName: table, Key: personKey(userId), ConsistentRead: true }),
  );
  for (const pk of PersonItem.parse(Item ?? {}).suppressions) {
    await dynamo.send(new DeleteCommand({ TableName: table, Key: { pk } }));
  }
  const now = clock.now();
  const gone = { erasedAt: now.toISOString(), expiresAt: Math.ceil((now.getTime() + erasureKeptMs) / 1000) };
  await dynamo.send(new PutCommand({ TableName: table, Item: { ...personKey(userId), ...gone } }));
}
