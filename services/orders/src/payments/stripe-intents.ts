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
// By then nothing has been created for an hour, which is as long as Stripe's search may lag.
const SEARCH_KNOWS_ALL_AFTER_MS = 25 * 3_600_000;
const CLOCKS_MAY_DIFFER_BY_S = 30;
const FIRST_SPAN_S = 60;
const PAGES_READ_AT_MOST = 100;

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
    return lookFor(gateway, attempt.orderId, { attemptedAt, now, deadline });
  }
  const answer = await createIntent(gateway, attempt, deadline);
  switch (answer.outcome) {
    case "answered":
      // A replayed answer tells how it was; since then the intent may have been captured or voided.
      return answer.replayed ? intentById(gateway, answer.value.id, deadline) : readNewIntent(answer.value);
    case "refused": {
      if (answer.error.rawType === "idempotency_error") {
        return lookFor(gateway, attempt.orderId, { attemptedAt, now, deadline });
      }
      const intentId = answer.error.payment_intent?.id;
      return intentId && answer.replayed
        ? intentById(gateway, intentId, deadline)
        : readRefusal(answer.error);
    }
    case "unknown":
      return answer.replayed
        ? lookFor(gateway, attempt.orderId, { attemptedAt, now, deadline })
        : notKnown(answer);
    case "unavailable":
      return notKnown(answer);
  }
}

interface Looking {
  attemptedAt: Date;
  now: Date;
  deadline: number;
}

/** By metadata: first by search, which is quick but lags; then through the list, which does not. */
async function lookFor(
  gateway: Gateway,
  orderId: string,
  { attemptedAt, now, deadline }: Looking,
): Promise<FindOutcome> {
  const { stripe, calls } = gateway;
  const query = `metadata['orderId']:'${orderId}'`;
  const search = await calls.ask("search", deadline, () =>
    stripe.paymentIntents.search({ query, limit: 100 }),
  );
  if (search.outcome === "answered") {
    const states = search.value.data.map(({ id }) => intentById(gateway, id, deadline));
    const found = theOneThatCounts(await Promise.all(states));
    if (found) return found;
    if (states.length > 0 || now.getTime() - attemptedAt.getTime() > SEARCH_KNOWS_ALL_AFTER_MS) {
      return { outcome: "none" };
    }
  }

  let pages = 0;
  for (const created of spans(attemptedAt, now)) {
    let after: string | undefined;
    do {
      pages += 1;
      if (pages > PAGES_READ_AT_MOST) return { outcome: "unknown", reason: "too-many-intents-to-read" };
      const position = after === undefined ? {} : { starting_after: after };
      const list = await calls.ask("list", deadline, () =>
        stripe.paymentIntents.list({ created, limit: 100, expand: ["data.latest_charge"], ...position }),
      );
      if (list.outcome !== "answered") return notKnown(list);
      const ours = list.value.data.filter(({ metadata }) => metadata.orderId === orderId).map(readIntent);
      const found = theOneThatCounts(ours);
      if (found) return found;
      after = list.value.has_more ? list.value.data.at(-1)?.id : undefined;
    } while (after !== undefined);
  }
  return { outcome: "none" };
}

/** When it may have been created: as a rule in the first minute, and the list begins with the newest. In seconds. */
function* spans(attemptedAt: Date, now: Date): Generator<{ gte: number; lte: number }> {
  const end = Math.ceil(now.getTime() / 1000) + CLOCKS_MAY_DIFFER_BY_S;
  let gte = Math.floor(attemptedAt.getTime() / 1000) - CLOCKS_MAY_DIFFER_BY_S;
  for (let span = FIRST_SPAN_S; gte <= end; span *= 2) {
    yield { gte, lte: gte + span - 1 };
    gte += span;
  }
}

// Not to be reached now says nothing of what happened then.
export function notKnown(answer: Exclude<Answer<unknown>, { outcome: "answered" }>): Unknown {
  return {
    outcome: "unknown",
    reason: answer.outcome === "refused" ? (answer.error.code ?? "refused") : answer.reason,
  };
}
