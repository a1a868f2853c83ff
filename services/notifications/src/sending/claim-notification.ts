import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { OrderId } from "@shopeasy/contracts/ids";
import { newSecretId } from "@shopeasy/platform/ids";
import { z } from "zod";
import type { Deps } from "../deps";
import type { ClaimPut } from "./claim-together";
import { type Claim, Outcome } from "./note-outcomes";

/** Longer than an invocation may take (30 s), so that a claim which has run out is a dead one's. */
const leaseMs = 45_000;

/** Longer than any queue brings an event again. */
const keptMs = 90 * 24 * 3_600_000;

export type NotificationKind =
  | "order-confirmation"
  | "payment-failed"
  | "order-cancelled"
  | "order-shipped"
  | "order-delivered"
  | "order-refunded"
  | "return-step"
  | "review-invitation"
  | "email-verification"
  | "password-reset"
  | "password-changed"
  | "feedback-reply"
  | "low-stock"
  | "review-flagged"
  | "webhook-disabled";

/** One mail that is to be sent once: what it is, and the id of what it is about. */
export interface Notification {
  kind: NotificationKind;
  about: string;
  /** Of what is about an order, or a part of one: its log lines are found by it. */
  orderId?: OrderId;
}

const ClaimedItem = z.object({ status: z.enum(["claimed", ...Outcome.options]) });

type Store = Pick<Deps, "dynamo" | "table" | "clock">;

/**
 * Claims a notification, with those that are to be claimed just then: nobody else then sends it. Else what became of it,
 * or `claimed` by somebody at work.
 */
export async function claimNotification(
  deps: Store & Pick<Deps, "claims">,
  { kind, about }: Notification,
): Promise<Claim | Outcome | "claimed"> {
  const now = deps.clock.now().getTime();
  const claim = { pk: `${kind}#${about}`, token: newSecretId() };
  const put: ClaimPut = {
    TableName: deps.table,
    Item: { ...claim, status: "claimed", claimedUntil: now + leaseMs, expiresAt: expiryAfter(now) },
    ConditionExpression: "attribute_not_exists(pk) OR (#status = :claimed AND claimedUntil < :now)",
    ExpressionAttributeNames: { "#status": "status" },
    ExpressionAttributeValues: { ":claimed": "claimed", ":now": now },
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  };
  if ((await deps.claims.ask(put)).has(claim.token)) return claim;
  try {
    await deps.dynamo.send(new PutCommand(put));
    return claim;
  } catch (error) {
    const { name, Item } = Object(error) as { name?: unknown; Item?: { status?: { S?: string } } };
    if (name !== "ConditionalCheckFailedException") throw error;
    return ClaimedItem.parse({ status: Item?.status?.S }).status;
  }
}

/**
 * Notes that SES has taken the mail, or that it is not to be sent: that it is over with. So it is for somebody, too, who
 * claimed it after this lease.
 */
export function settleClaim(
  { outcomes, clock }: Pick<Deps, "outcomes" | "clock">,
  claim: Claim,
  status: Outcome,
): Promise<void> {
  const now = clock.now();
  const expiresAt = expiryAfter(now.getTime());
  return outcomes.ask({ ...claim, status, settledAt: now.toISOString(), expiresAt });
}

/** Gives a claim back that came to nothing, so that the next try need not wait for its lease. */
export async function releaseClaim({ dynamo, table }: Store, { pk, token }: Claim): Promise<void> {
  await dynamo.send(
    new DeleteCommand({
      TableName: table,
      Key: { pk },
      ConditionExpression: "#token = :token AND #status = :claimed",
      ExpressionAttributeNames: { "#token": "token", "#status": "status" },
      ExpressionAttributeValues: { ":token": token, ":claimed": "claimed" },
    }),
  );
}

const expiryAfter = (now: number) => Math.ceil((now + keptMs) / 1000);
