import { ProductId, Sku, UserId } from "@shopeasy/contracts/ids";
import type { SellableVariant } from "@shopeasy/contracts/internal/catalog";
import fc from "fast-check";
import type { CartLine } from "../src/carts/cart";
import { newOwnCart, quantities, withLines } from "../src/carts/cart-rules";
import { viewOf } from "../src/carts/view-rules";
import { changeEvents } from "../src/changes/change-rules";
import { cartOf, itemOf } from "../src/db/cart-item";
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

/** What catalog may say: of some SKUs nothing, of all nothing while it is down. */
const today = fc.option(
  fc.array(fc.record({ sku: fc.constantFrom(...skus), available: fc.nat(120), price: fc.nat(100_000) })).map(
    (variants) =>
      new Map(
        variants.map(({ sku, available, price }): [Sku, SellableVariant] => [
          sku,
          {
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
          },
        ]),
      ),
  ),
  { nil: null },
);

const cartWith = (lines: readonly CartLine[]) => withLines(newOwnCart(owner, null, now), lines, now);

describe("a cart's sums", () => {
  test("the lines sum to the subtotal, and less the discount that is the total", () => {
    fc.assert(
      fc.property(someLines, today, (lines, variants) => {
        const view = viewOf(cartWith(lines), variants);

        const sum = view.items.reduce((total, { lineTotal }) => total + lineTotal.amount, 0);
        expect(view.subtotal.amount).toBe(sum);
        expect(view.total.amount).toBe(view.subtotal.amount - view.discount.amount);
        expect(view.itemCount).toBe(lines.reduce((total, { quantity }) => total + quantity, 0));
      }),
    );
  });

  test("each line is at today's price, and without a notice only if it can be bought as it was seen", () => {
    fc.assert(
      fc.property(someLines, today, (lines, variants) => {
        for (const item of viewOf(cartWith(lines), variants).items) {
          const sold = variants?.get(item.sku);
          const line = lines.find(({ sku }) => sku === item.sku)!;
          expect(item.unitPrice).toEqual((sold ?? line.seen).price);
          const isAsSeen = sold?.price.amount === line.seen.price.amount && item.quantity <= sold.available;
          expect(item.notice === null).toBe(variants === null || isAsSeen);
        }
      }),
    );
  });
});

describe("merging", () => {
  test("loses no line, takes nothing from the customer, and goes beyond 99 or the stock only with what she had", () => {
    fc.assert(
      fc.property(someLines, someLines, today, (own, guest, variants) => {
        const merged = mergeLines(own, guest, variants);

        const [mine, theirs, result] = [own, guest, merged.lines].map(quantities);
        expect(new Set(result!.keys())).toEqual(new Set([...mine!.keys(), ...theirs!.keys()]));
        for (const [sku, quantity] of result!) {
          const before = mine!.get(sku) ?? 0;
          const wanted = Math.min(99, before + (theirs!.get(sku) ?? 0));
          const available = variants?.get(sku)?.available;
          expect(quantity).toBeGreaterThanOrEqual(Math.max(1, before));
          expect(quantity).toBeLessThanOrEqual(wanted);
          if (available) expect(quantity).toBeLessThanOrEqual(Math.max(before, available));
          expect(merged.cut.has(sku)).toBe(quantity < wanted);
        }
      }),
    );
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
      fc.property(someLines, (lines) => {
        const cart = cartWith(lines);

        const read = cartOf(JSON.parse(JSON.stringify(itemOf(cart))));

        const inOrder = lines.toSorted(
          (one, other) => one.since - other.since || (one.sku < other.sku ? -1 : 1),
        );
        expect(read).toEqual({ ...cart, lines: inOrder });
      }),
    );
  });
});
