import { piecesInCarts } from "@shopeasy/contracts/availability";
import fc from "fast-check";
import { type Change, fold, type Standing, unheardOf } from "../src/availability/availability-rules";

const now = new Date("2026-01-31T12:00:00Z");
const nowSeconds = now.getTime() / 1000;
const hours = (count: number) => nowSeconds + count * 3_600;

const nothing: Standing = { sku: unheardOf, carts: new Map() };
const foldAll = (changes: readonly Change[], from = nothing) =>
  changes.reduce((standing, change) => fold(standing, change, now), from);

const aCartChange = (cart: string, version: number, quantity: number, expiresAt = hours(720)): Change => ({
  kind: "cart",
  cart,
  version,
  quantity,
  expiresAt,
});

/** A history such as the stream's: each version of a stock or a cart once, some carts long expired. */
const histories = fc
  .array(
    fc.record({
      cart: fc.constantFrom("a", "b", "c", "stock"),
      amount: fc.integer({ min: 0, max: 99 }),
      hour: fc.integer({ min: -3, max: 720 }),
    }),
    { maxLength: 30 },
  )
  .map((entries) =>
    entries.map(
      ({ cart, amount, hour }, version): Change =>
        cart === "stock"
          ? { kind: "stock", available: amount, version }
          : aCartChange(cart, version, amount, hours(hour)),
    ),
  );

test("disorder and repetition end in the same state as the stream in its order", () => {
  const scrambled = histories.chain((changes) =>
    fc.tuple(
      fc.constant(changes),
      fc.shuffledSubarray([...changes, ...changes, ...changes], { minLength: changes.length * 3 }),
    ),
  );
  fc.assert(
    fc.property(scrambled, ([changes, disordered]) => {
      expect(foldAll(disordered)).toEqual(foldAll(changes));
    }),
  );
});

test("a replay changes nothing, and says so by giving back the very same", () => {
  fc.assert(
    fc.property(histories, (changes) => {
      const standing = foldAll(changes);

      expect(foldAll(changes, standing)).toBe(standing);
    }),
  );
});

test("what is in carts is the sum of each cart's newest quantity, without those that expired", () => {
  fc.assert(
    fc.property(histories, (changes) => {
      const newest = new Map<string, Change & { kind: "cart" }>();
      for (const change of changes) if (change.kind === "cart") newest.set(change.cart, change);
      const living = [...newest.values()].filter(({ expiresAt }) => expiresAt > nowSeconds);

      const { sku } = foldAll(changes);

      expect(piecesInCarts(sku, now)).toBe(living.reduce((sum, { quantity }) => sum + quantity, 0));
    }),
  );
});

test("a cart counts until its hour has come, with no record that says so", () => {
  const { sku } = foldAll([aCartChange("a", 1, 2, hours(5)), aCartChange("b", 1, 3, hours(9))]);

  const at = (hour: number) => piecesInCarts(sku, new Date(hours(hour) * 1000));

  expect([at(0), at(4.99), at(5), at(8.99), at(9)]).toEqual([5, 5, 3, 3, 0]);
});

test("a SKU holds the hours of living carts only, however long it is sold", () => {
  const changes = Array.from({ length: 3_000 }, (_, hour) => ({
    change: aCartChange(`cart-${hour}`, 1, 1, hours(hour + 720)),
    at: new Date(hours(hour) * 1000),
  }));

  const { sku } = changes.reduce((standing, { change, at }) => fold(standing, change, at), nothing);

  expect(Object.keys(sku.inCarts).length).toBeLessThanOrEqual(720);
});
