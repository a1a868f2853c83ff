import express, { type Request, type Router } from "express";
import { z } from "zod";
import type { Books } from "./books";
import { consolePage } from "./console-page";
import { closeDispute, openDispute } from "./disputes";
import { Fault, type Faults } from "./faults";
import type { Outcome } from "./outcome";
import { completeAction } from "./payment-intents";
import { createRefund, settleRefund } from "./refunds";
import { Refusal } from "./refusal";
import type { Webhooks } from "./webhooks";

type Parts = { books: Books; faults: Faults; webhooks: Webhooks; refuseConnections(ms: number): void };

const Decision = z.object({ succeed: z.union([z.boolean(), z.stringbool()]) });
const RefundedElsewhere = z.strictObject({ amount: z.int().min(1).optional() });
const Webhook = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).nullable(),
  events: z.array(z.string()).optional(),
});

/** `/_stand-in`: what Stripe does not have. The books, the faults, and the customer's part of 3-D Secure. */
export function standInConsole({ books, faults, webhooks, refuseConnections }: Parts): Router {
  const router = express.Router();
  router.use("/_stand-in", express.json(), express.urlencoded({ extended: false }));

  router.get("/_stand-in", (request, response) => {
    response.type("html").send(consolePage(books, homeOf(request)));
  });
  router.get("/_stand-in/books", (_request, response) => {
    const { intents, charges, refunds, disputes } = books;
    response.json({
      intents: [...intents.values()],
      charges: [...charges.values()],
      refunds: [...refunds.values()],
      disputes: [...disputes.values()],
      totals: books.totals(),
    });
  });
  router.get("/_stand-in/faults", (_request, response) => void response.json({ faults: faults.list() }));
  router.post("/_stand-in/faults", (request, response) => {
    const fault = Fault.parse(request.body);
    response.status(201).json(fault);
    // A listener that is closed can count nobody, so this fault alone lasts a time.
    if (fault.kind === "refuse") response.once("finish", () => refuseConnections(fault.ms));
    else faults.add(fault);
  });
  router.delete("/_stand-in/faults", (_request, response) => {
    faults.reset();
    response.status(204).end();
  });
  router.put("/_stand-in/webhook", (request, response) => {
    const { url, events } = Webhook.parse(request.body);
    webhooks.listen(url ?? undefined, events);
    response.status(204).end();
  });
  const carryOut = (outcome: Outcome): object => {
    const events = webhooks.eventsOf(outcome);
    books.record({ ...outcome.change, events });
    for (const event of events) webhooks.send(event);
    return outcome.body;
  };
  router.post("/_stand-in/intents/:id/complete-action", (request, response) => {
    const { succeed } = Decision.parse(request.body);
    const intent = carryOut(completeAction(existing(books.intents, request.params.id), succeed));
    if (request.is("json")) response.json(intent);
    else response.redirect(303, `${homeOf(request)}/`);
  });
  // What people do in the gateway's own dashboard, and banks in theirs.
  router.post("/_stand-in/intents/:id/refund", (request, response) => {
    const { amount } = RefundedElsewhere.parse(request.body);
    const { id } = existing(books.intents, request.params.id);
    const params = { payment_intent: id, amount, metadata: {}, expand: [] };
    response.status(201).json(carryOut(createRefund(books, params)));
  });
  router.post("/_stand-in/refunds/:id/settle", (request, response) => {
    const { succeed } = Decision.parse(request.body);
    response.json(carryOut(settleRefund(books, existing(books.refunds, request.params.id), succeed)));
  });
  router.post("/_stand-in/intents/:id/dispute", (request, response) => {
    response.status(201).json(carryOut(openDispute(books, existing(books.intents, request.params.id).id)));
  });
  router.post("/_stand-in/disputes/:id/close", (request, response) => {
    const { succeed } = Decision.parse(request.body);
    response.json(carryOut(closeDispute(existing(books.disputes, request.params.id), succeed)));
  });
  return router;
}

function existing<Kept>(kept: ReadonlyMap<string, Kept>, id: string): Kept {
  const object = kept.get(id);
  if (object) return object;
  throw new Refusal(404, { type: "invalid_request_error", message: `Nothing is called '${id}'` });
}

// The gateway serves this page under another path, and says so.
function homeOf(request: Request): string {
  const prefix = request.get("x-forwarded-prefix") ?? "";
  return /^(\/[\w-]+)+$/.test(prefix) ? prefix : "/_stand-in";
}
