import type { z } from "zod";
import type { Books } from "./books";
import type { Fault } from "./faults";
import { listPage, searchIntents } from "./listing";
import { expanded, type Outcome } from "./outcome";
import { cancelIntent, captureIntent, confirmIntent, createIntent } from "./payment-intents";
import { createRefund, type RefundStatus } from "./refunds";
import { missing } from "./refusal";
import * as requests from "./requests";
import { paymentMethodOf } from "./stripe-objects";
import { type CardBehaviour, testCards } from "./test-cards";

type Call<Params> = {
  books: Books;
  params: Params;
  id: string;
  forced?: CardBehaviour;
  refundStatus?: RefundStatus;
};
export type Endpoint = {
  method: "get" | "post";
  path: string;
  on: Fault["on"];
  run(call: Call<unknown>): Outcome;
};

/** The part of Stripe's API that a shop with cards and manual capture needs. */
export const endpoints: readonly Endpoint[] = [
  endpoint("post", "/v1/payment_intents", "create", requests.CreateIntent, ({ params, forced }) =>
    createIntent(params, forced),
  ),
  endpoint("get", "/v1/payment_intents", "read", requests.ListObjects, ({ books, params }) =>
    found(listPage(books.intents.values(), "/v1/payment_intents", params)),
  ),
  endpoint("get", "/v1/payment_intents/search", "search", requests.SearchIntents, ({ books, params }) =>
    found(searchIntents(books, params)),
  ),
  endpoint("get", "/v1/payment_intents/:id", "read", requests.Retrieve, ({ books, id }) =>
    found(existing(books.intents, id, "payment_intent")),
  ),
  endpoint(
    "post",
    "/v1/payment_intents/:id/confirm",
    "confirm",
    requests.ConfirmIntent,
    ({ books, params, id, forced }) =>
      confirmIntent(existing(books.intents, id, "payment_intent"), params, forced),
  ),
  endpoint(
    "post",
    "/v1/payment_intents/:id/capture",
    "capture",
    requests.CaptureIntent,
    ({ books, params, id }) => captureIntent(books, existing(books.intents, id, "payment_intent"), params),
  ),
  endpoint(
    "post",
    "/v1/payment_intents/:id/cancel",
    "cancel",
    requests.CancelIntent,
    ({ books, params, id }) => cancelIntent(books, existing(books.intents, id, "payment_intent"), params),
  ),
  endpoint("post", "/v1/refunds", "refund", requests.CreateRefund, ({ books, params, refundStatus }) =>
    createRefund(books, params, refundStatus),
  ),
  endpoint("get", "/v1/refunds", "read", requests.ListObjects, ({ books, params }) =>
    found(listPage(books.refunds.values(), "/v1/refunds", params)),
  ),
  endpoint("get", "/v1/refunds/:id", "read", requests.Retrieve, ({ books, id }) =>
    found(existing(books.refunds, id, "refund")),
  ),
  endpoint("get", "/v1/disputes", "read", requests.ListObjects, ({ books, params }) =>
    found(listPage(books.disputes.values(), "/v1/disputes", params)),
  ),
  endpoint("get", "/v1/charges", "read", requests.ListObjects, ({ books, params }) =>
    found(listPage(books.charges.values(), "/v1/charges", params)),
  ),
  endpoint("get", "/v1/charges/:id", "read", requests.Retrieve, ({ books, id }) =>
    found(existing(books.charges, id, "charge")),
  ),
  endpoint("get", "/v1/payment_methods/:id", "read", requests.Retrieve, ({ id }) =>
    found(paymentMethodOf(existing(testCards, id, "PaymentMethod"))),
  ),
];

function endpoint<Schema extends z.ZodType<{ expand: string[] }>>(
  method: Endpoint["method"],
  path: string,
  on: Fault["on"],
  schema: Schema,
  run: (call: Call<z.infer<Schema>>) => Outcome,
): Endpoint {
  return {
    method,
    path,
    on,
    run(call) {
      const params = requests.parameters(schema, call.params);
      const outcome = run({ ...call, params });
      return { ...outcome, body: withExpansions(call.books, outcome, params.expand) };
    },
  };
}

// An expanded charge is read from the change too: it is in the books only after the answer is recorded.
function withExpansions({ charges, intents }: Books, { body, change }: Outcome, expand: string[]): object {
  const fresh = new Map(
    [...(change?.charges ?? []), ...(change?.intents ?? [])].map((each) => [each.id, each]),
  );
  return expanded((id) => fresh.get(id) ?? charges.get(id) ?? intents.get(id), body, expand);
}

const found = (body: object): Outcome => ({ status: 200, body });

function existing<Kept>(kept: ReadonlyMap<string, Kept>, id: string, kind: string): Kept {
  const object = kept.get(id);
  if (!object) throw missing(kind, id, kind === "payment_intent" ? "intent" : "id", 404);
  return object;
}
