import type { CustomerStory } from "../customers/story";
import type { Evidence, GatewayBooks, OrderRow } from "../evidence/evidence";

/** An order that was paid, of two pieces of SKU-1; what is given replaces that. */
export function anOrder(given: Partial<OrderRow> = {}): OrderRow {
  const id = given.id ?? "order-1";
  return {
    id,
    number: `SE-2026-${id}`,
    status: "paid",
    step: "done",
    email: `${id}@example.test`,
    cartId: `cart of ${id}`,
    cartVersion: 1,
    key: `key of ${id}`,
    currency: "USD",
    total: 5_000,
    captured: 5_000,
    refunded: 0,
    paidAt: new Date("2026-02-05T12:00:00.000Z"),
    lines: [{ sku: "SKU-1", quantity: 2 }],
    ...given,
  };
}

/** What became of a customer who was answered so for an order. */
export function aStory(orderId: string, status = 201): CustomerStory {
  return {
    plan: {
      number: 1,
      email: `${orderId}@example.test`,
      isMember: false,
      items: [{ sku: "SKU-1", quantity: 2 }],
      quotesFirst: false,
      card: "good",
      confirms: "soon",
      confirmsAfterMs: 0,
      retries: true,
      patienceMs: 15_000,
      afterwards: "nothing",
      afterwardsMs: 0,
    },
    cartId: `cart of ${orderId}`,
    key: `key of ${orderId}`,
    answers: [{ status, code: null, orderId, orderStatus: status === 201 ? "paid" : null }],
    after: [],
    confirmed: null,
  };
}

/** A payment of an order, and the charge that took its money. */
export function aPayment(orderId: string, { amount = 5_000, refunded = 0, of = "1" } = {}) {
  const id = `pi_${orderId}_${of}`;
  return {
    intent: { id, status: "succeeded", amount, metadata: { orderId } },
    charge: {
      id: `ch_${orderId}_${of}`,
      payment_intent: id,
      captured: true,
      amount_captured: amount,
      amount_refunded: refunded,
      currency: "usd",
    },
  };
}

/** The gateway's books with these payments in them. */
export function booksOf(payments: readonly ReturnType<typeof aPayment>[]): GatewayBooks {
  const charges = payments.map(({ charge }) => charge);
  const sum = (of: "amount_captured" | "amount_refunded") =>
    charges.reduce((total, charge) => total + charge[of], 0);
  return {
    intents: payments.map(({ intent }) => intent),
    charges,
    refunds: [],
    totals: { usd: { authorised: 0, captured: sum("amount_captured"), refunded: sum("amount_refunded") } },
  };
}

/** The confirmation of an order, as it was sent at a time. */
export const aConfirmation = ({ number, email }: OrderRow, at = "2026-02-05T12:00:01.000Z") => ({
  to: [email],
  subject: `Your order ${number}`,
  at: new Date(at),
});

/** A run in which all holds: one order, paid, told, and its pieces gone. What is given replaces parts of it. */
export function someEvidence(given: Partial<Evidence> = {}): Evidence {
  const order = anOrder();
  return {
    stories: [aStory(order.id)],
    orders: [order],
    refunds: [],
    stock: [{ sku: "SKU-1", onHand: 8, reserved: 0, ledger: 8 }],
    taken: [{ orderId: order.id, sku: "SKU-1", pieces: 2 }],
    books: booksOf([aPayment(order.id)]),
    mails: [aConfirmation(order)],
    kills: [],
    leftovers: {},
    ...given,
  };
}
