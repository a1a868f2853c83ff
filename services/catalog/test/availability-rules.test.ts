import { piecesInCarts, type SkuAvailability } from "@shopeasy/contracts/availability";
import type { Sku } from "@shopeasy/contracts/ids";
import fc from "fast-check";
import { looksAlike, type Standing, standingBy } from "../src/availability/availability-rules";

const sku = "TENT-1" as Sku;
const now = new Date("2026-01-31T12:30:00Z");
const thisHour = Math.floor(now.getTime() / 3_600_000);

const standings = fc
  .record({ stockVersion: fc.nat(20), inCarts: fc.nat(9) })
  .map((known): Standing => ({ sku, available: known.stockVersion * 10, ...known }));

/** Of each version of the stock there is one state. */
const reads = fc
  .record({
    stockVersion: fc.integer({ min: -1, max: 20 }),
    hours: fc.dictionary(fc.integer({ min: thisHour - 3, max: thisHour + 3 }).map(String), fc.nat(9)),
  })
  .map(
    ({ stockVersion, hours }): SkuAvailability => ({
      sku,
      stockVersion,
      available: stockVersion < 0 ? null : stockVersion * 10,
      inCarts: hours,
      revision: 1,
    }),
  );

test("the newest stock ever heard of is what is told, in whatever order reads come", () => {
  fc.assert(
    fc.property(standings, fc.array(reads), (first, later) => {
      const last = later.reduce((standing, read) => standingBy(standing, read, now), first);

      const newest = Math.max(first.stockVersion, ...later.map(({ stockVersion }) => stockVersion));
      expect(last).toMatchObject({ stockVersion: newest, available: newest * 10 });
    }),
  );
});

test("what is in carts is what the last read says, of those that have not expired", () => {
  fc.assert(
    fc.property(standings, reads, (standing, read) => {
      const living = Object.entries(read.inCarts).filter(([hour]) => Number(hour) > thisHour);

      expect(standingBy(standing, read, now).inCarts).toBe(piecesInCarts(read, now));
      expect(piecesInCarts(read, now)).toBe(living.reduce((sum, [, pieces]) => sum + pieces, 0));
    }),
  );
});

test("a read that tells nothing new changes nothing, and a SKU that is not there neither", () => {
  fc.assert(
    fc.property(standings, reads, (before, read) => {
      const standing = standingBy(before, read, now);

      expect(standingBy(standing, read, now)).toBe(standing);
      expect(standingBy(standing, undefined, now)).toBe(standing);
    }),
  );
});

test("a newer stock of as many pieces is no change to a listener", () => {
  const standing: Standing = { sku, available: 4, stockVersion: 7, inCarts: 1 };

  expect(looksAlike(standing, { ...standing, stockVersion: 9 })).toBe(true);
  expect(looksAlike(standing, { ...standing, available: 3 })).toBe(false);
  expect(looksAlike(standing, { ...standing, inCarts: 0 })).toBe(false);
});
