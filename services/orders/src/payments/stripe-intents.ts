import type Stripe from "stripe";
import type { FindOutcome, PaymentAttempt, Unknown } from "./payment-gateway";
import type { Answer, StripeCalls } from "./stripe-calls";
import {
  createParams,
  readIntent,
  readNewIntent,
  readRefusal,
  theOneThatCounts,
} from "./stripe-intent-rules";

export type Gateway = { stripe: Stripe; calls: StripeCalls };

// Stripe may forget a key once it is 24 hours old; past that, asking again could charge a second time.
export const KEY_IS_GOOD_FOR_MS = 23 * 3_600_000;
const CLOCKS_MAY_DIFFER_BY_S = 300;
const PAGES_READ_AT_MOST = 20;

/** Sends the create of an attempt under its own key: the first time it acts, each later time it repeats the answer. */
export function createIntent({ stripe, calls }: Gateway, attempt: PaymentAttempt, deadline: number) {
  return calls.ask("create", deadline, () =>
    stripe.paymentIntents.create(createParams(attempt), { idempotencyKey: `${attempt.orderId}:create` }),
  );
}

export async function intentById(
  { stripe, calls }: Gateway,
  id: string,
  deadline: number,
): Promise<FindOutcome> {
  const answer = await calls.ask("retrieve", deadline, () =>
    stripe.paymentIntents.retrieve(id, { expand: ["latest_charge"] }),
  );
  return answer.outcome === "answered" ? readIntent(answer.value) : notKnown(answer);
}

/**
 * What became of an attempt whose answer was lost. The create is sent again under its own key: that gives the first
 * answer back if there was one, and if there was none, decides the matter here and now, so that a request still on
 * its way can't act later. Looking alone could say "none" a moment too early; and Stripe's search lags by up to an
 * hour. Only where the key tells nothing (a saved 5xx, other parameters, a day gone by) is the intent looked for.
 */
export async function intentOfAttempt(
  gateway: Gateway,
  attempt: PaymentAttempt,
  attemptedAt: Date,
  now: Date,
  deadline: number,
): Promise<FindOutcome> {
  if (now.getTime() - attemptedAt.getTime() > KEY_IS_GOOD_FOR_MS) {
    return lookFor(gateway, attempt.orderId, attemptedAt, deadline);
  }
  const answer = await createIntent(gateway, attempt, deadline);
  switch (answer.outcome) {
    case "answered":
      // A replayed answer tells how it was; since then the intent may have been captured or voided.
      return answer.replayed ? intentById(gateway, answer.value.id, deadline) : readNewIntent(answer.value);
    case "refused": {
      if (answer.error.rawType === "idempotency_error") {
        return lookFor(gateway, attempt.orderId, attemptedAt, deadline);
      }
      const intentId = answer.error.payment_intent?.id;
      return intentId && answer.replayed
        ? intentById(gateway, intentId, deadline)
        : readRefusal(answer.error);
    }
    case "unknown":
      return answer.replayed ? lookFor(gateway, attempt.orderId, attemptedAt, deadline) : notKnown(answer);
    case "unavailable":
      return notKnown(answer);
  }
}

/** By metadata: first by search, which is quick but lags; then through the list, which does not. */
async function lookFor(
  gateway: Gateway,
  orderId: string,
  since: Date,
  deadline: number,
): Promise<FindOutcome> {
  const { stripe, calls } = gateway;
  const query = `metadata['orderId']:'${orderId}'`;
  const search = await calls.ask("search", deadline, () =>
    stripe.paymentIntents.search({ query, limit: 100 }),
  );
  if (search.outcome === "answered" && search.value.data.length > 0) {
    const states = search.value.data.map(({ id }) => intentById(gateway, id, deadline));
    return theOneThatCounts(await Promise.all(states)) ?? { outcome: "none" };
  }

  const created = { gte: Math.floor(since.getTime() / 1000) - CLOCKS_MAY_DIFFER_BY_S };
  let after: string | undefined;
  for (let page = 0; page < PAGES_READ_AT_MOST; page += 1) {
    const position = after === undefined ? {} : { starting_after: after };
    const list = await calls.ask("list", deadline, () =>
      stripe.paymentIntents.list({ created, limit: 100, expand: ["data.latest_charge"], ...position }),
    );
    if (list.outcome !== "answered") return notKnown(list);
    const ours = list.value.data.filter(({ metadata }) => metadata.orderId === orderId).map(readIntent);
    const found = theOneThatCounts(ours);
    if (found) return found;
    if (!list.value.has_more) return { outcome: "none" };
    after = list.value.data.at(-1)?.id;
  }
  return { outcome: "unknown", reason: "too-many-intents-to-read" };
}

// Not to be reached now says nothing of what happened then.
export function notKnown(answer: Exclude<Answer<unknown>, { outcome: "answered" }>): Unknown {
  return {
    outcome: "unknown",
    reason: answer.outcome === "refused" ? (answer.error.code ?? "refused") : answer.reason,
  };
}
