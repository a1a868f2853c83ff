import type { RefundId, ReturnId, Sku } from "@shopeasy/contracts/ids";
import fc from "fast-check";
import {
  deadStatuses,
  type FulfilmentState,
  mayBecome,
  nextStatuses,
  type OrderStatus,
  orderStatuses,
  statusAfter,
} from "../src/orders/order-rules";
import {
  allLeft,
  countPieces,
  fulfilmentOf,
  leftToPutBack,
  leftToRefund,
  leftToReturn,
  leftToShip,
} from "../src/orders/piece-rules";
import { piecesBack, type RefundOfPieces } from "../src/orders/restock-rules";
import {
  type Books,
  leftOf,
  nextRefundStates,
  planRefund,
  planReturnRefund,
  type RefundedPieces,
  type RefundState,
  refundMayBecome,
} from "../src/refunds/refund-rules";
import { inWindow, returnDays } from "../src/returns/return-rules";

const sku = (name: string) => name as Sku;

describe("the status of an order that was paid", () => {
  const standing = (wanted: Partial<Parameters<typeof statusAfter>[1]>) => ({
    status: "paid" as OrderStatus,
    captured: 100,
    refunded: 0,
    fulfilment: "none" as FulfilmentState,
    ...wanted,
  });

  test.each([
    ["shipped", standing({ fulfilment: "part" }), "partially-fulfilled"],
    ["shipped", standing({ fulfilment: "all", status: "partially-refunded", refunded: 5 }), "fulfilled"],
    ["delivered", standing({ fulfilment: "delivered", status: "fulfilled" }), "delivered"],
    ["delivered", standing({ fulfilment: "part", status: "partially-fulfilled" }), "partially-fulfilled"],
    ["delivered", standing({ fulfilment: "delivered", status: "refunded", refunded: 100 }), "refunded"],
    ["refunded", standing({ refunded: 1 }), "partially-refunded"],
    ["refunded", standing({ refunded: 100, fulfilment: "delivered", status: "delivered" }), "refunded"],
    ["refunded", standing({ refunded: 100, status: "cancelled" }), "cancelled"],
    ["refund-failed", standing({ status: "refunded" }), "paid"],
    ["refund-failed", standing({ status: "refunded", refunded: 40 }), "partially-refunded"],
    ["refund-failed", standing({ status: "fulfilled", fulfilment: "part" }), "partially-fulfilled"],
    ["refund-failed", standing({ status: "cancelled" }), "cancelled"],
  ] as const)("follows from what happened last (%#: %s)", (happened, before, expected) => {
    expect(statusAfter(happened, before)).toBe(expected);
  });

  test("leads nowhere from one that is dead, and never back to before it was paid", () => {
    const before: OrderStatus[] = [
      "pending",
      "requires-action",
      "payment-pending",
      "payment-failed",
      "expired",
    ];
    const after = orderStatuses.filter((status) => !before.includes(status) && status !== "cancelled");

    expect(deadStatuses.flatMap((status) => nextStatuses[status])).toEqual([]);
    expect(after.flatMap((status) => before.filter((to) => mayBecome(status, to)))).toEqual([]);
  });
});

/** Lines of an order, whose parts were rounded as they come. */
const lines = fc
  .uniqueArray(
    fc.record({
      sku: fc.constantFrom("A", "B", "C", "D").map(sku),
      quantity: fc.integer({ min: 1, max: 9 }),
      lineTotal: fc.integer({ min: 0, max: 10_000 }),
      off: fc.integer({ min: 0, max: 100 }),
      tax: fc.integer({ min: 0, max: 2_000 }),
    }),
    { selector: (line) => line.sku, minLength: 1, maxLength: 4 },
  )
  .map((all) =>
    all.map(({ off, ...line }) => ({ ...line, discount: Math.floor((line.lineTotal * off) / 100) })),
  );

type Command =
  | { do: "ship" | "refund" | "restock" | "return"; line: number; quantity: number }
  | { do: "amount"; amount: number }
  | { do: "all" }
  | { do: "fail" | "settle" | "deliver"; which: number };

const commands = fc.array(
  fc.oneof(
    fc.record({
      do: fc.constantFrom("ship", "refund", "restock", "return"),
      line: fc.nat(3),
      quantity: fc.integer({ min: 1, max: 9 }),
    }),
    fc.record({ do: fc.constant("amount"), amount: fc.integer({ min: 1, max: 5_000 }) }),
    fc.record({ do: fc.constant("all") }),
    fc.record({ do: fc.constantFrom("fail", "settle", "settle", "deliver"), which: fc.nat(9) }),
  ) as fc.Arbitrary<Command>,
  { maxLength: 40 },
);

describe("any sequence of shipments, returns and refunds, some of which fail", () => {
  test("never refunds more than was paid, nor ships, refunds or returns a piece twice", () => {
    fc.assert(
      fc.property(lines, fc.boolean(), fc.nat(2_000), commands, (ordered, taxIncluded, shipping, given) => {
        const paidFor = (line: (typeof ordered)[number]) =>
          line.lineTotal - line.discount + (taxIncluded ? 0 : line.tax);
        const captured = ordered.reduce((sum, line) => sum + paidFor(line), shipping);
        const order = new Shop(ordered, captured, taxIncluded);

        for (const command of given) {
          order.carryOut(command);

          const refunded = order.refunds.filter(({ state }) => state !== "failed");
          const sum = refunded.reduce((total, { amount }) => total + amount, 0);
          expect(sum).toBeLessThanOrEqual(captured);
          expect(leftOf(order.books())).toBe(captured - sum);
          expect(order.status === "refunded").toBe(captured > 0 && order.givenBack() === captured);
          for (const line of order.pieces()) {
            expect(line.shipped + Math.max(line.withdrawn, line.back)).toBeLessThanOrEqual(line.ordered);
            // What is in the stock is anybody's: neither shipped for this order, nor put there again.
            expect(leftToShip(line)).toBeLessThanOrEqual(order.outOf(line.sku));
            if (line.shipped === 0) {
              expect(leftToPutBack(line)).toBeGreaterThanOrEqual(0);
              expect(leftToPutBack(line)).toBeLessThanOrEqual(order.outOf(line.sku));
            }
            expect(line.refunded).toBeLessThanOrEqual(line.ordered);
            expect(line.returned).toBeLessThanOrEqual(line.shipped);
            for (const left of [leftToShip, leftToRefund]) expect(left(line)).toBeGreaterThanOrEqual(0);
            const byItems = refunded.flatMap(({ items }) => items).filter((item) => item.sku === line.sku);
            const wanted = ordered.find((each) => each.sku === line.sku);
            expect(byItems.reduce((total, { amount }) => total + amount, 0)).toBeLessThanOrEqual(
              wanted ? paidFor(wanted) : 0,
            );
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test("all pieces, refunded one by one in any order, give back just what was paid for them", () => {
    fc.assert(
      fc.property(lines, fc.boolean(), fc.infiniteStream(fc.nat(3)), (ordered, taxIncluded, picks) => {
        const paidFor = ordered.map((line) => line.lineTotal - line.discount + (taxIncluded ? 0 : line.tax));
        const captured = paidFor.reduce((sum, paid) => sum + paid, 0);
        const order = new Shop(ordered, captured, taxIncluded);
        const left = ordered.flatMap(({ quantity }, line) => Array<number>(quantity).fill(line));

        while (left.length > 0) {
          const [line = 0] = left.splice((picks.next().value ?? 0) % left.length, 1);
          order.carryOut({ do: "refund", line, quantity: 1 });
        }

        expect(order.refunds.reduce((sum, { amount }) => sum + amount, 0)).toBe(captured);
        expect(leftOf(order.books())).toBe(0);
      }),
    );
  });
});

/** An order in memory, to which the rules are applied as the use cases do. */
class Shop {
  readonly fulfilments: { items: { sku: Sku; quantity: number }[]; deliveredAt: Date | null }[] = [];
  readonly returns: { id: ReturnId; status: string; items: { sku: Sku; quantity: number }[] }[] = [];
  readonly refunds: (RefundOfPieces & {
    state: RefundState;
    amount: number;
    items: RefundedPieces[];
    restock: boolean;
  })[] = [];
  /** What was put into the stock again. */
  readonly back = new Map<Sku, number>();
  private seconds = 0;

  status: OrderStatus = "paid";

  constructor(
    readonly lines: {
      sku: Sku;
      quantity: number;
      lineTotal: number;
      discount: number;
      tax: number;
    }[],
    private readonly captured: number,
    private readonly taxIncluded: boolean,
  ) {}

  pieces = () => countPieces(this);

  outOf = (name: Sku) =>
    (this.lines.find((line) => line.sku === name)?.quantity ?? 0) - (this.back.get(name) ?? 0);

  givenBack = () =>
    this.refunds.filter(({ state }) => state === "succeeded").reduce((sum, { amount }) => sum + amount, 0);

  books(): Books {
    const { lines, captured, taxIncluded, refunds } = this;
    return { currency: "USD", lines, captured, taxIncluded, refunds, pieces: this.pieces() };
  }

  carryOut(command: Command): void {
    switch (command.do) {
      case "ship":
        this.ship(this.wanted(command));
        break;
      case "deliver":
        this.deliver(command.which);
        break;
      case "return":
        this.bringBack(this.wanted(command));
        break;
      case "refund":
        this.refund({ items: [this.wanted(command)] });
        break;
      case "restock":
        this.refund({ items: [this.wanted(command)] }, { restock: true });
        break;
      case "amount":
        this.refund({ amount: { amount: command.amount, currency: "USD" } });
        break;
      case "all":
        this.refund({});
        break;
      case "fail":
        this.settle(this.refunds[command.which], "failed");
        break;
      case "settle":
        this.settle(this.refunds[command.which], "succeeded");
    }
  }

  private wanted({ line, quantity }: { line: number; quantity: number }) {
    const { sku: name } = this.lines[line % this.lines.length] ?? { sku: sku("A") };
    return { sku: name, quantity };
  }

  private ship(item: { sku: Sku; quantity: number }): void {
    const line = this.pieces().find((each) => each.sku === item.sku);
    const isShippable = ["paid", "partially-fulfilled", "partially-refunded"].includes(this.status);
    if (!isShippable || !line || item.quantity > leftToShip(line)) return;
    this.fulfilments.push({ items: [item], deliveredAt: null });
    this.becomes("shipped");
  }

  private deliver(which: number): void {
    const parcel = this.fulfilments[which];
    if (!parcel || parcel.deliveredAt) return;
    parcel.deliveredAt = new Date();
    this.becomes("delivered");
  }

  private settle(refund: (typeof this.refunds)[number] | undefined, state: "failed" | "succeeded"): void {
    // The gateway itself lets nothing through that is more than was taken: what failed stays so here.
    if (!refund || refund.state === "failed" || !refundMayBecome(refund.state, state)) return;
    refund.state = state;
    refund.settledAt = this.now();
    if (state === "succeeded") this.putBack(refund);
    if (refund.amount > 0) this.becomes(state === "failed" ? "refund-failed" : "refunded");
  }

  private becomes(happened: Parameters<typeof statusAfter>[0]): void {
    const { status, captured } = this;
    const fulfilment = fulfilmentOf(this.pieces());
    const next = statusAfter(happened, { status, captured, refunded: this.givenBack(), fulfilment });
    if (next !== status && !mayBecome(status, next)) {
      throw new Error(`${status} → ${next} after it was ${happened}`);
    }
    this.status = next;
  }

  private bringBack(item: { sku: Sku; quantity: number }): void {
    const line = this.pieces().find((each) => each.sku === item.sku);
    if (!line || item.quantity > leftToReturn(line)) return;
    const plan = planReturnRefund(this.books(), [item]);
    const id = `return-${this.returns.length}` as ReturnId;
    this.returns.push({ id, status: "received", items: [item] });
    this.store(plan, { returnId: id, restock: true });
  }

  private putBack(refund: (typeof this.refunds)[number]): void {
    if (!refund.restock || refund.restockedAt) return;
    refund.restockedAt = this.now();
    for (const { sku: name, quantity } of piecesBack(this, refund)) {
      // No more than is out: so does catalog, whatever staff say of what was shipped.
      const isIn = this.back.get(name) ?? 0;
      this.back.set(name, isIn + Math.min(quantity, this.outOf(name)));
    }
  }

  private now(): Date {
    this.seconds += 1;
    return new Date(Date.UTC(2026, 0, 1, 0, 0, this.seconds));
  }

  private refund(wanted: Parameters<typeof planRefund>[1], { restock = false } = {}): void {
    try {
      this.store(planRefund(this.books(), wanted), { restock });
    } catch (error) {
      expect(error).toMatchObject({ code: "refund-exceeds-payment" });
    }
  }

  private store(
    { amount, items }: { amount: number; items: RefundedPieces[] },
    { returnId = null, restock }: { returnId?: ReturnId | null; restock: boolean },
  ): void {
    const id = `refund-${this.refunds.length}` as RefundId;
    const asked = { requestedAt: this.now(), settledAt: null, restockedAt: null };
    this.refunds.push({ id, state: "requested", amount, returnId, items, restock, ...asked });
  }
}

describe("how much of an order was shipped", () => {
  const of = (wanted: Partial<Parameters<typeof countPieces>[0]>) =>
    fulfilmentOf(
      countPieces({
        lines: [
          { sku: sku("A"), quantity: 2 },
          { sku: sku("B"), quantity: 1 },
        ],
        fulfilments: [],
        refunds: [],
        returns: [],
        ...wanted,
      }),
    );
  const parcel = (name: string, quantity: number, deliveredAt: Date | null = null) => ({
    items: [{ sku: sku(name), quantity }],
    deliveredAt,
  });
  const withdrawn: RefundOfPieces = {
    id: "refund-1" as RefundId,
    state: "requested",
    returnId: null,
    items: [{ sku: sku("B"), quantity: 1, unshipped: 1 }],
    requestedAt: new Date("2026-01-01T12:00:00Z"),
    settledAt: null,
    restockedAt: null,
  };
  const failed = { ...withdrawn, state: "failed", settledAt: new Date("2026-01-01T12:00:01Z") };

  test.each([
    ["nothing was", "none", {}],
    ["a piece of two was", "part", { fulfilments: [parcel("A", 1)] }],
    ["one line was, and has arrived", "part", { fulfilments: [parcel("A", 2, new Date())] }],
    ["all was, and a part has arrived", "all", { fulfilments: [parcel("A", 2, new Date()), parcel("B", 1)] }],
    [
      "all was, and has arrived",
      "delivered",
      { fulfilments: [parcel("A", 2, new Date()), parcel("B", 1, new Date())] },
    ],
    ["all was but what is refunded", "all", { fulfilments: [parcel("A", 2)], refunds: [withdrawn] }],
    ["all was but what could not be refunded", "part", { fulfilments: [parcel("A", 2)], refunds: [failed] }],
    [
      "all was but what is in the stock, though it could not be refunded",
      "all",
      { fulfilments: [parcel("A", 2)], refunds: [{ ...failed, restockedAt: failed.requestedAt }] },
    ],
  ])("%s: it is %s", (_what, expected, wanted) => {
    expect(of(wanted)).toBe(expected);
  });

  test("all that is left leaves out lines of which nothing is", () => {
    const pieces = countPieces({
      lines: [
        { sku: sku("A"), quantity: 2 },
        { sku: sku("B"), quantity: 1 },
      ],
      fulfilments: [parcel("B", 1)],
      refunds: [],
      returns: [],
    });

    expect(allLeft(pieces, leftToShip)).toEqual([{ sku: "A", quantity: 2 }]);
  });
});

describe("pieces that were put into the stock by a refund that failed", () => {
  const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
  const refund = (wanted: Partial<RefundOfPieces> & { quantity: number; unshipped?: number }) => {
    const { quantity, unshipped = quantity, ...given } = wanted;
    const items = [{ sku: sku("A"), quantity, unshipped }];
    const asked = { state: "succeeded", returnId: null, requestedAt: at(3), settledAt: at(4) };
    return { id: "repeated" as RefundId, ...asked, restockedAt: at(4), items, ...given };
  };
  const failed = (quantity: number) =>
    refund({ id: "failed" as RefundId, state: "failed", quantity, requestedAt: at(0), settledAt: at(2) });
  const four = [{ sku: sku("A"), quantity: 4 }];
  const count = (refunds: RefundOfPieces[]) =>
    countPieces({ lines: four, fulfilments: [], refunds, returns: [] })[0];

  test("are neither shipped nor put back any more, and still to be refunded", () => {
    const line = count([failed(1)]);

    expect(line && [leftToShip(line), leftToPutBack(line), leftToRefund(line)]).toEqual([3, 3, 4]);
  });

  test.each([
    ["of as many", 1, 0, [3, 3, 3]],
    ["of more", 3, 2, [1, 1, 1]],
    ["of all", 4, 3, [0, 0, 0]],
  ])("are those that the next refund is of: one %s puts back only the others", (_, quantity, back, left) => {
    // As many as were left to be shipped when it was asked for.
    const again = refund({ quantity, unshipped: Math.min(quantity, 3) });
    const refunds = [failed(1), again];

    const line = count(refunds);

    expect(piecesBack({ refunds, returns: [] }, again)).toEqual(
      back > 0 ? [{ sku: "A", quantity: back }] : [],
    );
    expect(line && [leftToShip, leftToPutBack, leftToRefund].map((of) => of(line))).toEqual(left);
  });

  test("are not those of a refund that was asked for before the other failed", () => {
    const other = refund({ quantity: 1, requestedAt: at(1) });
    const again = refund({ quantity: 1, id: "again" as RefundId });
    const refunds = [failed(1), other, again];

    expect(piecesBack({ refunds, returns: [] }, other)).toEqual([{ sku: "A", quantity: 1 }]);
    expect(piecesBack({ refunds, returns: [] }, again)).toEqual([]);
  });

  test("are left for the next one again, when the repeated one fails, too", () => {
    const second = refund({ id: "second" as RefundId, quantity: 1, state: "failed" });
    const third = refund({ id: "third" as RefundId, quantity: 2, requestedAt: at(5), settledAt: at(6) });

    expect(piecesBack({ refunds: [failed(1), second, third], returns: [] }, third)).toEqual([
      { sku: "A", quantity: 1 },
    ]);
  });
});

test("a refund that failed may turn up as made, and one that was made may fail; neither is asked for again", () => {
  const all = Object.values(nextRefundStates).flat() as RefundState[];

  expect(refundMayBecome("failed", "succeeded")).toBe(true);
  expect(refundMayBecome("succeeded", "failed")).toBe(true);
  expect(all).not.toContain("requested");
});

test("pieces can be returned to the very day", () => {
  const deliveredAt = new Date("2026-01-01T12:00:00Z");
  const day = (count: number) => new Date(deliveredAt.getTime() + count * 86_400_000);
  const parcels = [{ items: [{ sku: sku("A"), quantity: 2 }], shippedAt: deliveredAt, deliveredAt }];

  expect(inWindow(sku("A"), parcels, day(returnDays))).toBe(2);
  expect(inWindow(sku("A"), parcels, new Date(day(returnDays).getTime() + 1))).toBe(0);
  expect(inWindow(sku("B"), parcels, deliveredAt)).toBe(0);
});
