import express, { type Request, type Router } from "express";
import { z } from "zod";
import type { Books } from "./books";
import { consolePage } from "./console-page";
import { Fault, type Faults } from "./faults";
import { completeAction } from "./payment-intents";
import { Refusal } from "./refusal";
import type { Webhooks } from "./webhooks";

type Parts = { books: Books; faults: Faults; webhooks: Webhooks; refuseConnections(ms: number): void };

const CompleteAction = z.object({ succeed: z.union([z.boolean(), z.stringbool()]) });
const WebhookUrl = z.strictObject({ url: z.url({ protocol: /^https?$/ }).nullable() });

/** `/_stand-in`: what Stripe does not have. The books, the faults, and the customer's part of 3-D Secure. */
export function standInConsole({ books, faults, webhooks, refuseConnections }: Parts): Router {
  const router = express.Router();
  router.use("/_stand-in", express.json(), express.urlencoded({ extended: false }));

  router.get("/_stand-in", (request, response) => {
    response.type("html").send(consolePage(books, homeOf(request)));
  });
  router.get("/_stand-in/books", (_request, response) => {
    const { intents, charges, refunds } = books;
    response.json({
      intents: [...intents.values()],
      charges: [...charges.values()],
      refunds: [...refunds.values()],
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
    webhooks.url = WebhookUrl.parse(request.body).url ?? undefined;
    response.status(204).end();
  });
  router.post("/_stand-in/intents/:id/complete-action", (request, response) => {
    const { succeed } = CompleteAction.parse(request.body);
    const intent = completeActionOf(books, webhooks, request.params.id, succeed);
    if (request.is("json")) response.json(intent);
    else response.redirect(303, `${homeOf(request)}/`);
  });
  return router;
}

function completeActionOf(books: Books, webhooks: Webhooks, id: string, succeed: boolean): object {
  const intent = books.intents.get(id);
  if (!intent)
    throw new Refusal(404, { type: "invalid_request_error", message: `No such payment_intent: '${id}'` });
  const outcome = completeAction(intent, succeed);
  const events = webhooks.eventsOf(outcome);
  books.record({ ...outcome.change, events });
  for (const event of events) webhooks.send(event);
  return outcome.body;
}

// The gateway serves this page under another path, and says so.
function homeOf(request: Request): string {
  const prefix = request.get("x-forwarded-prefix") ?? "";
  return /^(\/[\w-]+)+$/.test(prefix) ? prefix : "/_stand-in";
}
