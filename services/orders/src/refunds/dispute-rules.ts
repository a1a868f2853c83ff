/** What a customer's bank says of a payment that the customer denies. */
export type DisputeState = "open" | "won" | "lost";

/** What the order's timeline tells of it. */
export const disputeSteps = {
  open: { type: "payment-disputed", detail: "The payment is disputed with the card's bank." },
  won: { type: "dispute-won", detail: "The dispute over the payment was decided for the shop." },
  lost: { type: "dispute-lost", detail: "The dispute over the payment was decided for the card's holder." },
} as const satisfies Record<DisputeState, { type: string; detail: string }>;
