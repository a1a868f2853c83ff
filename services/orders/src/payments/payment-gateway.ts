import type { OrderId } from "@shopeasy/contracts/ids";
import type { Money } from "@shopeasy/contracts/money";

/** What may be shown of a card; no more of it ever comes here. */
export type CardShown = { brand: string; last4: string };

/** The gateway may have acted: it hung, broke, or cut the line after we asked. `findIntent` tells later. */
export type Unknown = { outcome: "unknown"; reason: string };
/** This call surely did nothing: refused at the door, not found, circuit open. An earlier one may have acted. */
export type Unavailable = { outcome: "unavailable"; reason: string };
export type NoAnswer = Unknown | Unavailable;

/** The customer's money is held, not taken, until `capture` or `void`. */
export type Authorised = { outcome: "authorised"; intentId: string; card: CardShown };

/** The customer's page completes 3-D Secure with the secret, which is for that customer only and never logged. */
export type RequiresAction = { outcome: "requires-action"; intentId: string; clientSecret: string };

/**
 * Refused by the bank, or by the gateway for what was asked (then there may be no intent). A declined intent is not
 * dead: whoever has its secret can still pay it with another card. `void` it when the order is final.
 */
export type Declined = { outcome: "declined"; intentId: string | null; declineCode: string };

export type Captured = { outcome: "captured"; intentId: string; card: CardShown; amount: Money };
export type Voided = { outcome: "voided"; intentId: string };

/** What was asked when the payment was first authorised; asked again, it must be the very same. */
export type PaymentAttempt = {
  orderId: OrderId;
  amount: Money;
  /** A gateway token such as `pm_card_visa`, never a card number. */
  paymentMethod: string;
  email?: string;
};

/** How long the caller will wait, in milliseconds from now, over all tries; 10 s where it does not say. */
type Deadline = { deadlineMs?: number };

export type AuthoriseOutcome = Authorised | RequiresAction | Declined | NoAnswer;
/** `none`: there is no intent for this order, and no earlier request of ours can still make one. */
export type FindOutcome =
  | Authorised
  | RequiresAction
  | Declined
  | Captured
  | Voided
  | { outcome: "none" }
  | NoAnswer;
/** `not-capturable`: the money is not held (any more), so there is none to take. */
export type CaptureOutcome =
  | Captured
  | { outcome: "not-capturable"; intentId: string; status: string }
  | NoAnswer;
/** `already-captured`: the money was taken; giving it back is a refund. */
export type VoidOutcome =
  | Voided
  | { outcome: "already-captured"; intentId: string; amount: Money }
  | NoAnswer;
/** `pending`: the bank takes its time; a webhook tells the end. */
export type RefundOutcome =
  | { outcome: "refunded"; gatewayRefundId: string; status: "succeeded" | "pending" }
  | { outcome: "refused"; code: "exceeds-payment" | "not-captured" | "refund-failed" }
  | NoAnswer;

/** A refund in the gateway's books; `refundId` is ours, and null where it was made past us. */
export type GatewayRefund = {
  gatewayRefundId: string;
  refundId: string | null;
  amount: Money;
  state: "pending" | "succeeded" | "failed";
};

/** The card's holder denies the payment, and the bank decides. */
export type GatewayDispute = { id: string; amount: Money; state: "open" | "won" | "lost" };

export type ReturnedOutcome =
  | { outcome: "found"; refunds: GatewayRefund[]; disputes: GatewayDispute[] }
  | NoAnswer;

/**
 * A nudge, not a source of truth: events come late, twice and in any order, so ask `findIntent` or `findReturned` what
 * is so now. `about` says which of them; `other` is nothing to us.
 */
export type GatewayEvent = {
  id: string;
  type: string;
  about: "payment" | "returned" | "other";
  occurredAt: Date;
  intentId: string | null;
  orderId: string | null;
};
/** `refused`: not signed with our secret, signed more than 5 minutes ago, or not readable. */
export type WebhookOutcome =
  | { outcome: "accepted"; event: GatewayEvent }
  | { outcome: "refused"; reason: string };

/**
 * The third party that moves the money. Every call can be repeated safely: it acts once for an order (or a refund's
 * id), however often it is asked.
 */
export interface PaymentGateway {
  authorise(attempt: PaymentAttempt & Deadline): Promise<AuthoriseOutcome>;
  /**
   * What became of an order's payment, by its intent where that is known. Otherwise `attempt` and `attemptedAt` say
   * what was asked and when; asking is then also the first try, if the first never arrived. A gateway that is away now
   * is "unknown" here, not "unavailable": that nothing happens now says nothing of what happened then.
   */
  findIntent(
    query: (
      | { intentId: string; orderId?: OrderId }
      | { intentId?: null; attempt: PaymentAttempt; attemptedAt: Date }
    ) &
      Deadline,
  ): Promise<FindOutcome>;
  /** Takes `amount` of what is held and lets the rest go. Already captured is success, of whatever was taken then. */
  capture(input: { orderId: OrderId; intentId: string; amount: Money } & Deadline): Promise<CaptureOutcome>;
  /** Lets go of what is held, and of an intent that is not yet paid. Already void is success. */
  void(input: { orderId: OrderId; intentId: string } & Deadline): Promise<VoidOutcome>;
  /** `requestedAt`: when it was first asked for, where that may be long ago. */
  refund(
    input: { refundId: string; intentId: string; amount: Money; requestedAt?: Date } & Deadline,
  ): Promise<RefundOutcome>;
  /** All that went back of a payment, or may yet: refunds, made by us or at the gateway itself, and disputes. */
  findReturned(input: { intentId: string } & Deadline): Promise<ReturnedOutcome>;
  constructWebhookEvent(rawBody: Buffer | string, signatureHeader: string | undefined): WebhookOutcome;
  /** Closes the connections, once what is still being tried has ended. */
  close(): Promise<void>;
}
