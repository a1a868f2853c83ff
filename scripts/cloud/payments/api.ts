import { setTimeout as pause } from "node:timers/promises";
import express, { type Request, type Response, type Router } from "express";
import type { Books } from "./books";
import { type Endpoint, endpoints } from "./endpoints";
import type { Fault, Faults } from "./faults";
import { fingerprintOf, IdempotencyKeys } from "./idempotency";
import type { Outcome } from "./outcome";
import type { RefundStatus } from "./refunds";
import { errorBody, Refusal } from "./refusal";
import { API_VERSION, newStripeId } from "./stripe-objects";
import { type CardBehaviour, decline } from "./test-cards";
import type { Webhooks } from "./webhooks";

type Parts = { books: Books; faults: Faults; webhooks: Webhooks };
type Answer = { status: number; body: object; headers?: Record<string, string> };

/** `/v1`: Stripe's HTTP API, with the faults that are switched on. */
export function stripeApi(parts: Parts): Router {
  const keys = new IdempotencyKeys(parts.books);
  const router = express.Router();
  router.use("/v1", express.urlencoded({ extended: true, limit: "1mb" }));
  for (const endpoint of endpoints) {
    router[endpoint.method](endpoint.path, (request, response) =>
      answer(parts, keys, endpoint, request, response),
    );
  }
  router.use("/v1", (request, response) => {
    const message = `Unrecognized request URL (${request.method}: ${request.originalUrl}).`;
    send(request, response, { status: 404, body: errorBody({ type: "invalid_request_error", message }) });
  });
  return router;
}

async function answer(
  parts: Parts,
  keys: IdempotencyKeys,
  endpoint: Endpoint,
  request: Request,
  response: Response,
) {
  const fault = parts.faults.takeForCall(endpoint.on);
  if (fault?.kind === "timeout-before") return;
  if (fault?.kind === "reset-before") return void request.socket.resetAndDestroy();

  const given = await answerOrRefusal(parts, keys, endpoint, request, fault);

  if (fault?.kind === "timeout-after") return;
  if (fault?.kind === "reset-after") return void request.socket.resetAndDestroy();
  if (fault?.kind === "answer-late") await pause(fault.ms);
  return send(request, response, given);
}

async function answerOrRefusal(
  parts: Parts,
  keys: IdempotencyKeys,
  endpoint: Endpoint,
  request: Request,
  fault: Fault | undefined,
): Promise<Answer> {
  try {
    requireSecretKey(request);
    if (fault?.kind === "unavailable")
      throw new Refusal(503, { type: "api_error", message: "Try again in a while." });
    const key = endpoint.method === "post" ? request.get("idempotency-key") : undefined;
    return key
      ? await once(parts, keys, key, endpoint, request, fault)
      : await execute(parts, endpoint, request, fault);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: error.status, body: errorBody(error.fields), headers: retryAdvice(error.status) };
  }
}

async function once(
  parts: Parts,
  keys: IdempotencyKeys,
  key: string,
  endpoint: Endpoint,
  request: Request,
  fault: Fault | undefined,
): Promise<Answer> {
  const fingerprint = fingerprintOf(request.path, request.body);
  const saved = keys.take(key, fingerprint);
  if (saved) {
    const headers = { "idempotent-replayed": "true", ...retryAdvice(saved.status) };
    return { status: saved.status, body: saved.body, headers };
  }
  try {
    return await execute(parts, endpoint, request, fault, { key, fingerprint });
  } finally {
    keys.release(key);
  }
}

async function execute(
  { books, webhooks }: Parts,
  endpoint: Endpoint,
  request: Request,
  fault: Fault | undefined,
  under?: { key: string; fingerprint: string },
): Promise<Answer> {
  if (fault?.kind === "delay") await pause(fault.ms);
  const outcome = decide(books, endpoint, request, fault);

  const events = webhooks.eventsOf(outcome, under?.key);
  const { status, body } = outcome;
  // One line of the journal: a killed process leaves the charge and its saved answer, or neither.
  if (endpoint.method === "post") {
    const saved = under && { answer: { ...under, status, body, at: Date.now() } };
    books.record({ ...outcome.change, events, ...saved });
  }
  for (const event of events) webhooks.send(event);
  return { status, body, headers: retryAdvice(status) };
}

function decide(books: Books, endpoint: Endpoint, request: Request, fault: Fault | undefined): Outcome {
  if (fault?.kind === "error-before") return broken;
  if (fault?.kind === "search-stale") {
    return {
      status: 200,
      body: { object: "search_result", url: request.path, has_more: false, next_page: null, data: [] },
    };
  }
  const params: unknown = endpoint.method === "post" ? request.body : request.query;
  try {
    const outcome = endpoint.run({
      books,
      params,
      id: String(request.params.id ?? ""),
      forced: forcedBy(fault),
      refundStatus: refundStatusBy(fault),
    });
    return fault?.kind === "error-after" ? { ...outcome, ...broken } : outcome;
  } catch (error) {
    if (error instanceof Refusal && error.began)
      return { status: error.status, body: errorBody(error.fields) };
    throw error;
  }
}

const broken = {
  status: 500,
  body: errorBody({
    type: "api_error",
    message: "Sorry, an error occurred on our side. This was made to happen.",
  }),
};

// As Stripe advises its SDK: a request in progress will have an answer soon, a saved 500 is only repeated.
function retryAdvice(status: number): Record<string, string> {
  if (status === 409) return { "stripe-should-retry": "true" };
  return status === 500 ? { "stripe-should-retry": "false" } : {};
}

function forcedBy(fault: Fault | undefined): CardBehaviour | undefined {
  if (fault?.kind === "decline") return decline(fault.declineCode);
  if (fault?.kind === "require-action") return { kind: "authenticate", afterwards: { kind: "accept" } };
  return undefined;
}

function refundStatusBy(fault: Fault | undefined): RefundStatus | undefined {
  if (fault?.kind === "refund-pending") return "pending";
  return fault?.kind === "refund-fails" ? "failed" : undefined;
}

function requireSecretKey(request: Request): void {
  const [, scheme, given = ""] = /^(Bearer|Basic) (.+)$/.exec(request.get("authorization") ?? "") ?? [];
  const key = scheme === "Basic" ? (Buffer.from(given, "base64").toString().split(":")[0] ?? "") : given;
  if (/^(sk|rk)_\w+$/.test(key)) return;
  const message = key ? "Invalid API Key provided" : "You did not provide an API key.";
  throw new Refusal(401, { type: "invalid_request_error", message });
}

function send(request: Request, response: Response, { status, body, headers }: Answer): void {
  const key = request.get("idempotency-key");
  response
    .status(status)
    .set({ "request-id": newStripeId("req"), "stripe-version": request.get("stripe-version") ?? API_VERSION })
    .set(key ? { "idempotency-key": key } : {})
    .set(headers ?? {})
    .json(body);
}
