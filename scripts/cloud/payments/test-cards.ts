/** What happens when a card is charged. `authenticate` asks for the 3-D Secure step first, and goes on `afterwards`. */
export type CardBehaviour =
  | { kind: "accept" }
  | { kind: "decline"; code: string; declineCode: string; message: string }
  | { kind: "authenticate"; afterwards: CardBehaviour };

export type TestCard = { token: string; brand: string; last4: string; behaviour: CardBehaviour };

const accept: CardBehaviour = { kind: "accept" };

/** A refusal by the bank, in the words of https://docs.stripe.com/declines/codes */
export function decline(declineCode: string): CardBehaviour {
  const own = ownCodes[declineCode];
  return {
    kind: "decline",
    code: own ? declineCode : "card_declined",
    declineCode,
    message: own ?? messages[declineCode] ?? "Your card was declined.",
  };
}

// These refusals have an error code of their own; all others share `card_declined`.
const ownCodes: Record<string, string> = {
  expired_card: "Your card has expired.",
  incorrect_cvc: "Your card's security code is incorrect.",
  processing_error: "An error occurred while processing your card. Try again in a little bit.",
};
const messages: Record<string, string> = { insufficient_funds: "Your card has insufficient funds." };

const declining: Record<string, [declineCode: string, last4: string]> = {
  chargeDeclined: ["generic_decline", "0002"],
  chargeDeclinedInsufficientFunds: ["insufficient_funds", "9995"],
  chargeDeclinedLostCard: ["lost_card", "9987"],
  chargeDeclinedStolenCard: ["stolen_card", "9979"],
  chargeDeclinedFraudulent: ["fraudulent", "0019"],
  chargeDeclinedExpiredCard: ["expired_card", "0069"],
  chargeDeclinedIncorrectCvc: ["incorrect_cvc", "0127"],
  chargeDeclinedProcessingError: ["processing_error", "0119"],
};

/** Stripe's own test tokens (https://docs.stripe.com/testing), under their short and their long names. */
export const testCards: ReadonlyMap<string, TestCard> = new Map(
  [
    card("pm_card_visa", "visa", "4242"),
    card("pm_card_visa_debit", "visa", "5556"),
    card("pm_card_mastercard", "mastercard", "4444"),
    card("pm_card_amex", "amex", "8431"),
    card("pm_card_discover", "discover", "1117"),
    ...Object.entries(declining).flatMap(([name, [code, last4]]) => [
      card(`pm_card_${name}`, "visa", last4, decline(code)),
      card(`pm_card_visa_${name}`, "visa", last4, decline(code)),
    ]),
    card("pm_card_authenticationRequired", "visa", "3155", { kind: "authenticate", afterwards: accept }),
    card("pm_card_threeDSecure2Required", "visa", "3220", { kind: "authenticate", afterwards: accept }),
    card("pm_card_authenticationRequiredChargeDeclinedInsufficientFunds", "visa", "9995", {
      kind: "authenticate",
      afterwards: decline("insufficient_funds"),
    }),
  ].map((each) => [each.token, each]),
);

function card(token: string, brand: string, last4: string, behaviour: CardBehaviour = accept): TestCard {
  return { token, brand, last4, behaviour };
}
