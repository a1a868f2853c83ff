import type { Evidence } from "../evidence/evidence";
import { check } from "../invariants/check";
import { aConfirmation, anOrder, aPayment, aStory, booksOf, someEvidence } from "./some-evidence";

const found = (evidence: Evidence) => check(evidence).findings.map(({ rule, id }) => `${rule} ${id}`);

const dead = anOrder({ status: "cancelled", captured: 0, paidAt: null });
const nothingSold = { taken: [], mails: [], books: booksOf([]), stories: [] };

test("a run in which all holds has no findings", () => {
  expect(check(someEvidence())).toEqual({ findings: [], repeatedByKills: [] });
});

test("an order that was cancelled and given back holds, too", () => {
  const cancelled = anOrder({ status: "cancelled", refunded: 5_000 });

  const evidence = someEvidence({
    orders: [cancelled],
    refunds: [{ id: "refund-1", orderId: "order-1", state: "succeeded", amount: 5_000 }],
    books: booksOf([aPayment("order-1", { refunded: 5_000 })]),
    taken: [{ orderId: "order-1", sku: "SKU-1", pieces: 0 }],
  });

  expect(found(evidence)).toEqual([]);
});

describe("lost", () => {
  test("a charge whose order is not there", () => {
    const books = booksOf([aPayment("order-1"), aPayment("order-2")]);

    expect(found(someEvidence({ books }))).toEqual(["lost order-2", "books usd"]);
  });

  test("a charge that is kept for an order that was given up", () => {
    const evidence = someEvidence({ ...nothingSold, orders: [dead], books: booksOf([aPayment("order-1")]) });

    expect(found(evidence)).toContain("lost order-1");
  });

  test("an order that a customer was told is paid, and is not there, or was never paid", () => {
    const gone = someEvidence({ ...nothingSold, orders: [], stories: [aStory("order-1")] });
    const unpaid = someEvidence({ ...nothingSold, orders: [dead], stories: [aStory("order-1")] });

    expect(found(gone)).toEqual(["lost order-1"]);
    expect(found(unpaid)).toEqual(["lost order-1"]);
  });
});

describe("double", () => {
  test("two charges of one order, by one payment or by two", () => {
    const payment = aPayment("order-1");
    const twice = { ...payment, charge: { ...payment.charge, id: "ch_again" } };

    const byOne = someEvidence({ books: { ...booksOf([payment, twice]), intents: [payment.intent] } });
    const byTwo = someEvidence({ books: booksOf([payment, aPayment("order-1", { of: "2" })]) });

    expect(found(byOne)).toContain("double order-1");
    expect(found(byTwo).filter((finding) => finding === "double order-1")).toHaveLength(2);
  });

  test("two orders under one key, for one cart, or of a customer who ordered once", () => {
    const first = anOrder({ email: "chaos-7@example.test" });
    const second = anOrder({ ...first, id: "order-2", number: "SE-2026-order-2" });
    const evidence = someEvidence({
      orders: [first, second],
      books: booksOf([aPayment("order-1"), aPayment("order-2")]),
      taken: [first, second].map(({ id }) => ({ orderId: id, sku: "SKU-1", pieces: 2 })),
      mails: [aConfirmation(first), aConfirmation(second)],
    });

    expect(found(evidence)).toEqual([
      "double key of order-1 of cart cart of order-1",
      "double cart of order-1 version 1",
      "double chaos-7@example.test",
    ]);
  });
});

describe("oversold", () => {
  test.each([
    ["is below zero", { onHand: -1, reserved: 0, ledger: -1 }],
    ["is not what the ledger says", { onHand: 8, reserved: 0, ledger: 7 }],
    ["is held for nobody", { onHand: 8, reserved: 1, ledger: 8 }],
  ])("stock that %s", (_, stock) => {
    expect(found(someEvidence({ stock: [{ sku: "SKU-1", ...stock }] }))).toEqual(["oversold SKU-1"]);
  });

  test("pieces that were sold and did not leave, or left twice, or left for an order that was given up", () => {
    const taken = (pieces: number) => [{ orderId: "order-1", sku: "SKU-1", pieces }];

    expect(found(someEvidence({ taken: [] }))).toEqual(["oversold order-1"]);
    expect(found(someEvidence({ taken: taken(4) }))).toEqual(["oversold order-1"]);
    expect(found(someEvidence({ ...nothingSold, orders: [dead], taken: taken(2) }))).toEqual([
      "oversold order-1",
    ]);
  });

  test("more of an order that came back than left the stock for it", () => {
    const taken = [{ orderId: "order-1", sku: "SKU-1", pieces: -1 }];

    const { findings } = check(someEvidence({ ...nothingSold, orders: [dead], taken }));

    expect(findings).toEqual([
      { rule: "oversold", id: "order-1", what: "1 more of SKU-1 came back than left the stock for it" },
    ]);
  });
});

describe("books", () => {
  test("another sum at the gateway than in the order", () => {
    const evidence = someEvidence({ books: booksOf([aPayment("order-1", { amount: 4_999 })]) });

    expect(found(evidence)).toEqual(["books order-1", "books usd"]);
  });

  test("a refund that only one of both knows", () => {
    const evidence = someEvidence({ books: booksOf([aPayment("order-1", { refunded: 100 })]) });

    expect(found(evidence)).toEqual(["books order-1", "books usd"]);
  });

  test("money that is neither taken nor let go", () => {
    const { intent } = aPayment("order-9");
    const books = booksOf([aPayment("order-1")]);
    const held = { ...books, intents: [...books.intents, { ...intent, status: "requires_capture" }] };

    expect(found(someEvidence({ books: held }))).toEqual([`books ${intent.id}`]);
  });
});

describe("mails", () => {
  const order = anOrder();
  const confirmations = [aConfirmation(order), aConfirmation(order, "2026-02-05T12:00:50.000Z")];

  test("none for an order that was paid", () => {
    expect(found(someEvidence({ mails: [] }))).toEqual([`mails ${order.number}`]);
  });

  test("one for an order that was not paid, or that there is not", () => {
    const unpaid = someEvidence({ ...nothingSold, orders: [dead], mails: [aConfirmation(dead)] });
    const unknown = someEvidence({
      mails: [aConfirmation(order), aConfirmation(anOrder({ id: "order-2" }))],
    });

    expect(found(unpaid)).toEqual([`mails ${dead.number}`]);
    expect(found(unknown)).toEqual(["mails SE-2026-order-2"]);
  });

  test("one to somebody else", () => {
    const mails = [{ ...aConfirmation(order), to: ["mallory@example.test"] }];

    expect(found(someEvidence({ mails }))).toEqual([`mails ${order.number}`]);
  });

  test("two for one order, unless their sender was killed just after the first", () => {
    const kill = { victim: "notifications", at: new Date("2026-02-05T12:00:01.700Z") } as const;
    const long = { ...kill, at: new Date("2026-02-05T12:00:30.000Z") };

    const mail = `${order.email} Your order ${order.number}`;
    expect(found(someEvidence({ mails: confirmations }))).toEqual([`mails ${mail}`]);
    expect(found(someEvidence({ mails: confirmations, kills: [long] }))).toEqual([`mails ${mail}`]);
    expect(check(someEvidence({ mails: confirmations, kills: [kill] }))).toEqual({
      findings: [],
      repeatedByKills: [mail],
    });
  });
});

test("an order that still waits, and a message that nobody could take, are unfinished", () => {
  const waiting = anOrder({ status: "payment-pending", step: "authorising", captured: 0, paidAt: null });

  const evidence = someEvidence({ ...nothingSold, orders: [waiting], leftovers: { "cart-events-dlq": 1 } });

  expect(found(evidence)).toEqual(["unfinished order-1", "unfinished cart-events-dlq"]);
});
