import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { ProductId, Sku, UserId } from "@shopeasy/contracts/ids";
import type { SellableVariant } from "@shopeasy/contracts/internal/catalog";
import fc from "fast-check";
import type { CartLine } from "../src/carts/cart";
import { newOwnCart, quantities, withLines } from "../src/carts/cart-rules";
import { viewOf } from "../src/carts/view-rules";
import { changeEvents } from "../src/changes/change-rules";
import { couponFor } from "../src/coupons/coupon-rules";
import { cartOf, itemOf } from "../src/db/cart-item";
import { forgettable, nameOfWrite } from "../src/db/write-name-rules";
import { mergeLines } from "../src/merging/merge-rules";
import { withoutOrdered } from "../src/ordered/ordered-rules";

const now = new Date("2026-01-31T12:00:00.000Z");
const owner = UserId.parse("0190a000-0000-7000-8000-000000000001");
const productId = ProductId.parse("0190a000-0000-7000-8000-000000000002");

/** Names that an object has of its own are SKUs like any other. */
const skus = ["A", "b.1", "constructor", "toString", "x_y"].map((sku) => Sku.parse(sku));

const aLine = (sku: Sku) =>
  fc.record({ quantity: fc.integer({ min: 1, max: 99 }), price: fc.nat(100_000), since: fc.nat(50) }).map(
    ({ quantity, price, since }): CartLine => ({
      sku,
      quantity,
      since,
      seen: {
        productId,
        slug: "thing",
        name: "Thing",
        options: { Size: "M" },
        image: null,
        price: { amount: price, currency: "USD" },
        available: 5,
      },
    }),
  );

const someLines = fc
  .subarray(skus)
  .chain((chosen) => fc.tuple(...chosen.map(aLine)) as fc.Arbitrary<CartLine[]>);

const aVariant = (sku: Sku) =>
  fc.record({ available: fc.nat(120), price: fc.nat(100_000) }).map(
    ({ available, price }): SellableVariant => ({
      sku,
      productId,
      slug: "thing",
      name: "Thing",
      options: {},
      image: null,
      price: { amount: price, currency: "USD" },
      available,
      weightGrams: 0,
      categoryPath: [],
      categories: ["things"],
    }),
  );

/** What is known of SKUs: that they are sold, or not any more; or nothing, while catalog is down. */
const known = fc
  .subarray(skus)
  .chain((chosen) =>
    fc.tuple(...chosen.map((sku) => fc.tuple(fc.constant(sku), fc.option(aVariant(sku), { nil: null })))),
  )
  .map((variants) => new Map(variants));

const cartWith = (lines: readonly CartLine[]) => withLines(newOwnCart(owner, null, now), lines, now);

describe("a cart's sums", () => {
  test("the lines sum to the subtotal, and less the discount that is the total, which is never below nothing", () => {
    fc.assert(
      fc.property(someLines, known, fc.nat(1_000_000), (lines, variants, discount) => {
        const view = viewOf(cartWith(lines), { known: variants, discount });

        const sum = view.items.reduce((total, { lineTotal }) => total + lineTotal.amount, 0);
        expect(view.subtotal.amount).toBe(sum);
        expect(view.discount.amount).toBe(Math.min(discount, sum));
        expect(view.total.amount).toBe(sum - view.discount.amount);
        expect(view.itemCount).toBe(lines.reduce((total, { quantity }) => total + quantity, 0));
      }),
    );
  });

  test("each line is at today's price, and without a notice if it can be bought as it was seen, or nothing is known", () => {
    fc.assert(
      fc.property(someLines, known, (lines, variants) => {
        for (const item of viewOf(cartWith(lines), { known: variants, discount: 0 }).items) {
          const variant = variants.get(item.sku);
          const line = lines.find(({ sku }) => sku === item.sku)!;
          expect(item.unitPrice).toEqual((variant ?? line.seen).price);
          expect(item.lineTotal.amount).toBe(variant === null ? 0 : item.unitPrice.amount * item.quantity);
          const isAsSeen =
            variant?.price.amount === line.seen.price.amount && item.quantity <= variant.available;
          expect(item.notice === null).toBe(variant === undefined || isAsSeen);
          expect(item.notice === "unavailable").toBe(variant === null);
        }
      }),
    );
  });

  test("a coupon is priced on what sums to the subtotal", () => {
    fc.assert(
      fc.property(someLines, known, (lines, variants) => {
        const cart = cartWith(lines);

        const asked = couponFor("TEN", cart, variants);

        const sum = asked.lines.reduce((total, { lineTotal }) => total + lineTotal, 0);
        expect(sum).toBe(viewOf(cart, { known: variants, discount: 0 }).subtotal.amount);
        expect(asked.lines.map(({ sku }) => sku)).toEqual(
          cart.lines.filter(({ sku }) => variants.get(sku) !== null).map(({ sku }) => sku),
        );
      }),
    );
  });
});

describe("merging", () => {
  test("loses no piece without saying so, and takes nothing from the customer", () => {
    fc.assert(
      fc.property(someLines, someLines, known, (own, guest, variants) => {
        const merged = mergeLines(own, guest, variants);

        const [mine, theirs, result] = [own, guest, merged.lines].map(quantities);
        expect(new Set(result!.keys())).toEqual(new Set([...mine!.keys(), ...theirs!.keys()]));
        for (const [sku, quantity] of result!) {
          const before = mine!.get(sku) ?? 0;
          const available = variants.get(sku)?.available;
          expect(quantity).toBeGreaterThanOrEqual(Math.max(1, before));
          expect(quantity).toBeLessThanOrEqual(99);
          if (available) expect(quantity).toBeLessThanOrEqual(Math.max(before, available));
          const left = merged.leftOut.find((one) => one.sku === sku)?.quantity ?? 0;
          expect(quantity + left).toBe(before + (theirs!.get(sku) ?? 0));
        }
      }),
    );
  });

  test("past 100 lines, the guest's last ones are left out", () => {
    const line = (sku: string): CartLine => fc.sample(aLine(Sku.parse(sku)), { numRuns: 1, seed: 1 })[0]!;
    const own = Array.from({ length: 98 }, (_, index) => line(`own-${index}`));
    const guest = ["g1", "own-5", "g2", "g3", "own-6", "g4"].map(line);

    const { lines, leftOut } = mergeLines(own, guest, new Map());

    expect(lines.map(({ sku }) => sku)).toEqual([...own.map(({ sku }) => sku), "g1", "g2"]);
    const cartFull = leftOut.filter(({ reason }) => reason === "cart-full");
    expect(cartFull.map(({ sku, quantity }) => [sku, quantity])).toEqual([
      ["g3", guest[3]!.quantity],
      ["g4", guest[5]!.quantity],
    ]);
  });
});

describe("taking out what was ordered", () => {
  test("leaves of each SKU what exceeds the order, and the rest untouched", () => {
    fc.assert(
      fc.property(someLines, someLines, (lines, ordered) => {
        const left = quantities(
          withoutOrdered(
            lines,
            ordered.map(({ sku, quantity }) => ({ sku, quantity, productId })),
          ),
        );

        for (const { sku, quantity } of lines) {
          const taken = ordered.find((line) => line.sku === sku)?.quantity ?? 0;
          expect(left.get(sku) ?? 0).toBe(Math.max(0, quantity - taken));
        }
      }),
    );
  });
});

describe("what the stream is told", () => {
  test("whatever becomes of a cart, the highest version of each SKU's events is what it holds", () => {
    fc.assert(
      fc.property(fc.array(someLines, { minLength: 1, maxLength: 6 }), (states) => {
        let cart = newOwnCart(owner, null, now);
        const told = new Map<string, { version: number; quantity: number }>();
        for (const lines of states) {
          cart = withLines(cart, lines, now);
          for (const { aggregateId, aggregateVersion: version, data } of changeEvents(cart, () => "an id")) {
            const known = told.get(aggregateId);
            if (!known || version >= known.version)
              told.set(aggregateId, { version, quantity: data.quantity });
          }
        }

        const held = new Map([...told].filter(([, { quantity }]) => quantity > 0));
        expect(new Map([...held].map(([sku, { quantity }]) => [sku, quantity]))).toEqual(
          quantities(cart.lines),
        );
      }),
    );
  });
});

describe("a stored cart", () => {
  test("is read as it was written", () => {
    fc.assert(
      fc.property(someLines, fc.uniqueArray(fc.uuid()), fc.option(fc.string()), (lines, writes, coupon) => {
        const cart = { ...cartWith(lines), recentWrites: new Set(writes), coupon };

        const read = cartOf(unmarshall(marshall(itemOf(cart), { removeUndefinedValues: true })));

        const inOrder = lines.toSorted(
          (one, other) => one.since - other.since || (one.sku < other.sku ? -1 : 1),
        );
        expect(read).toEqual({ ...cart, lines: inOrder });
      }),
    );
  });
});

describe("a write's name", () => {
  test("is remembered for half a minute, while the SDK may send the write again", () => {
    const names = new Set([0, 25, 31, 600].map((ago) => nameOfWrite(secondsBefore(ago), `${ago}`)));

    const old = forgettable(names, now);

    expect(old.map((name) => name.split(".")[1])).toEqual(["31", "600"]);
  });
});

const secondsBefore = (seconds: number) => new Date(now.getTime() - seconds * 1_000);
