import { randomUUID } from "node:crypto";
import { OrderId } from "@shopeasy/contracts/ids";
import type { PaymentAttempt, PaymentGateway } from "../src/payments/payment-gateway";
import { createStripeGateway, type StripeGatewayOptions } from "../src/payments/stripe-gateway";

export type Books = {
  intents: { id: string; status: string; amount_capturable: number; metadata: Record<string, string> }[];
  charges: {
    id: string;
    payment_intent: string;
    paid: boolean;
    amount_captured: number;
    amount_refunded: number;
  }[];
  refunds: { id: string; payment_intent: string; amount: number; status: string }[];
  totals: Record<string, { authorised: number; captured: number; refunded: number }>;
};
type StartPayments = (options: {
  webhookSecret: string;
  webhookUrl?: string;
}) => Promise<{ url: string; port: number; stop(): Promise<void> }>;

// Scripts stand on the services, so an import with types would close a circle.
const { startPayments } = require("../../../scripts/cloud/payments/payments") as {
  startPayments: StartPayments;
};

const WEBHOOK_SECRET = "whsec_test";

export type StandIn = Awaited<ReturnType<typeof startStandIn>>;

/** A payment gateway of this test's own, with books in memory, and what a test does to it. */
export async function startStandIn(options: { webhookUrl?: string } = {}) {
  const payments = await startPayments({ webhookSecret: WEBHOOK_SECRET, ...options });
  const gateways: PaymentGateway[] = [];
  const post = (path: string, body: object) =>
    fetch(`${payments.url}/_stand-in${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const books = async () => (await (await fetch(`${payments.url}/_stand-in/books`)).json()) as Books;

  return {
    url: payments.url,
    webhookSecret: WEBHOOK_SECRET,
    books,
    /** A client of it, whose circuit never opens unless asked to. */
    gateway(wanted: Partial<StripeGatewayOptions> = {}): PaymentGateway {
      const gateway = createStripeGateway({
        secretKey: "sk_test_orders",
        webhookSecret: WEBHOOK_SECRET,
        apiBase: payments.url,
        circuit: { failures: 10_000, openMs: 1 },
        ...wanted,
      });
      gateways.push(gateway);
      return gateway;
    },
    /** Switches a fault on, such as `{ kind: "timeout-after", on: "capture", count: null }`. */
    async fault(fault: { kind: string; on?: string; count?: number | null; ms?: number }): Promise<void> {
      const answer = await post("/faults", fault);
      if (answer.status !== 201) throw new Error(`No such fault: ${await answer.text()}`);
    },
    resetFaults: () => fetch(`${payments.url}/_stand-in/faults`, { method: "DELETE" }),
    /** The customer's part of 3-D Secure. */
    completeAction: (intentId: string, succeed: boolean) =>
      post(`/intents/${intentId}/complete-action`, { succeed }),
    /** Somebody refunds at the gateway itself, past the shop; of all that is left without an amount. */
    async refundElsewhere(intentId: string, amount?: number): Promise<void> {
      const answer = await post(`/intents/${intentId}/refund`, { ...(amount !== undefined && { amount }) });
      if (!answer.ok) throw new Error(`Not refunded: ${await answer.text()}`);
    },
    /** The bank's part of a refund. */
    settleRefund: (refundId: string, succeed: boolean) => post(`/refunds/${refundId}/settle`, { succeed }),
    /** The customer's part of a dispute, and the bank's; gives the dispute's id. */
    async dispute(intentId: string): Promise<string> {
      const { id } = (await (await post(`/intents/${intentId}/dispute`, {})).json()) as { id: string };
      return id;
    },
    closeDispute: (id: string, succeed: boolean) => post(`/disputes/${id}/close`, { succeed }),
    /** Has events sent there from now on, or nowhere. */
    sendEventsTo: (url: string | null) =>
      fetch(`${payments.url}/_stand-in/webhook`, {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ url }),
      }),
    async chargesOf({ orderId }: { orderId: string }): Promise<Books["charges"]> {
      const { intents, charges } = await books();
      const ours = intents.filter(({ metadata }) => metadata.orderId === orderId).map(({ id }) => id);
      return charges.filter((charge) => ours.includes(charge.payment_intent));
    },
    async stop(): Promise<void> {
      await payments.stop();
      await Promise.all(gateways.map((gateway) => gateway.close()));
    },
  };
}

/** What an order asks of the gateway: $45.99 of a good card, unless told otherwise. */
export function anAttempt(wanted: Partial<PaymentAttempt> & { deadlineMs?: number } = {}) {
  const attempt = {
    orderId: OrderId.parse(randomUUID()),
    amount: { amount: 4_599, currency: "USD" },
    paymentMethod: "pm_card_visa",
    email: "buyer@example.test",
  } as const;
  return { ...attempt, ...wanted };
}

/** The id of the intent that an outcome speaks of. */
export function intentOf(outcome: object): string {
  if ("intentId" in outcome && typeof outcome.intentId === "string") return outcome.intentId;
  throw new Error(`No intent: ${JSON.stringify(outcome)}`);
}

/** Reads until it is good, at most 5 seconds long, and gives what was read last. */
export async function eventually<Value>(read: () => Promise<Value> | Value, good: (value: Value) => boolean) {
  const deadline = Date.now() + 5_000;
  for (;;) {
    const value = await read();
    if (good(value) || Date.now() > deadline) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
