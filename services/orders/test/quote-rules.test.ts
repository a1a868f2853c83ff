import { ProductId, Sku } from "@shopeasy/contracts/ids";
import type { SellableVariant } from "@shopeasy/contracts/internal/catalog";
import fc from "fast-check";
import { quoteCart } from "../src/checkout/quote-rules";

const aVariant = (wanted: Partial<Omit<SellableVariant, "sku">> & { sku: string }): SellableVariant => ({
  productId: ProductId.parse("0190a000-0000-7000-8000-000000000001"),
  slug: "a-thing",
  name: "A thing",
  options: {},
  image: null,
  price: { amount: 1_000, currency: "USD" },
  available: 99,
  weightGrams: 100,
  categoryPath: ["Home"],
  ...wanted,
  sku: Sku.parse(wanted.sku),
});

const quote = (
  items: { sku: string; quantity: number }[],
  variants: SellableVariant[],
  country = "US",
  method = "standard",
) =>
  quoteCart({
    currency: "USD",
    items: items.map(({ sku, quantity }) => ({ sku: Sku.parse(sku), quantity })),
    variants,
    country,
    shippingMethod: method,
  });

test("the parts of a quote sum to its total, whatever is in the cart", () => {
  const lines = fc.array(
    fc.record({ price: fc.integer({ min: 0, max: 100_000_000 }), quantity: fc.integer({ min: 1, max: 99 }) }),
    { minLength: 1, maxLength: 100 },
  );

  fc.assert(
    fc.property(lines, fc.constantFrom("US", "CA", "DE"), (wanted, country) => {
      const variants = wanted.map(({ price }, i) =>
        aVariant({ sku: `S${i}`, price: { amount: price, currency: "USD" } }),
      );
      const items = wanted.map(({ quantity }, i) => ({ sku: `S${i}`, quantity }));

      const { lines: quoted, subtotal, discount, shipping, tax, total } = quote(items, variants, country);

      expect(quoted.reduce((sum, line) => sum + line.lineTotal, 0)).toBe(subtotal);
      expect(subtotal - discount + shipping + tax).toBe(total);
      expect(Number.isSafeInteger(total)).toBe(true);
    }),
  );
});

test("standard shipping at home is free from fifty dollars on", () => {
  const below = quote([{ sku: "A", quantity: 4 }], [aVariant({ sku: "A" })]);
  const from = quote([{ sku: "A", quantity: 5 }], [aVariant({ sku: "A" })]);

  expect(below.shipping).toBe(499);
  expect(from.shipping).toBe(0);
});

test("a line that can't be had is named, with how many could", () => {
  const place = () =>
    quote(
      [
        { sku: "A", quantity: 3 },
        { sku: "GONE", quantity: 1 },
      ],
      [aVariant({ sku: "A", available: 2 })],
    );

  expect(place).toThrow(
    expect.objectContaining({
      code: "out-of-stock",
      extras: {
        items: [
          { sku: "A", requested: 3, available: 2 },
          { sku: "GONE", requested: 1, available: 0 },
        ],
      },
    }),
  );
});

test("a shipping method that does not go there is refused, and those that do are named", () => {
  const place = () => quote([{ sku: "A", quantity: 1 }], [aVariant({ sku: "A" })], "DE", "express");

  expect(place).toThrow(
    expect.objectContaining({ code: "shipping-method-unavailable", extras: { available: ["standard"] } }),
  );
});

test("what is sold in another currency than the cart's can't be had with it", () => {
  const dollars = aVariant({ sku: "A" });
  const euros = aVariant({ sku: "B", price: { amount: 1_000, currency: "EUR" } });
  const items = [
    { sku: "A", quantity: 1 },
    { sku: "B", quantity: 1 },
  ];

  const mixed = () => quote(items, [dollars, euros]);

  expect(mixed).toThrow(
    expect.objectContaining({
      code: "out-of-stock",
      extras: expect.objectContaining({ items: [{ sku: "B", requested: 1, available: 0 }] }),
    }),
  );
});
