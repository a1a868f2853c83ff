import { askAgain } from "./ask-again";
import type { CustomerPlan } from "./plan-customer";
import type { AskShop, ShopAnswer } from "./shop-calls";
import { answered, type CustomerStory } from "./story";

const cards = {
  good: "pm_card_visa",
  declined: "pm_card_chargeDeclined",
  asks: "pm_card_authenticationRequired",
} as const satisfies Record<CustomerPlan["card"], string>;

interface Placing {
  ask: AskShop;
  story: CustomerStory;
  token: string | undefined;
  signal: AbortSignal;
}

/** Orders a cart: once, or under the same key until the shop says what became of it. */
export async function placeOrder({ ask, story, token, signal }: Placing): Promise<ShopAnswer> {
  const { plan, cartId, key } = story;
  const destination = { shippingAddress: address, shippingMethod: "standard" };
  const quoted = plan.quotesFirst
    ? await ask("POST", "/checkout/quote", { token, body: { cartId, ...destination } })
    : undefined;
  const expectedTotal = quoted?.status === 200 ? quoted.body?.total : undefined;
  const body = {
    cartId,
    ...destination,
    paymentMethod: cards[plan.card],
    ...(token === undefined && { email: plan.email }),
    ...(expectedTotal && { expectedTotal }),
  };
  const send = () =>
    ask("POST", "/orders", { token, key: key ?? undefined, body, withinMs: plan.patienceMs });
  const hear = (answer: ShopAnswer) => void story.answers.push(answered(answer));
  if (plan.retries) return askAgain(send, { signal, hear });
  const answer = await send();
  hear(answer);
  return answer;
}

const address = {
  name: "Casey Chaos",
  line1: "1 Main Street",
  city: "Springfield",
  region: "IL",
  postalCode: "62701",
  country: "US",
};
