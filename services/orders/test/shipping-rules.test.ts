import fc from "fast-check";
import { shippingOffers } from "../src/shipping/shipping-rules";

const to = (country: string, region: string | null = null) => ({ country, region });
const parcel = (subtotal: number, weightGrams = 0) => ({
  subtotal: { amount: subtotal, currency: "USD" as const },
  weightGrams,
});
const prices = (offers: ReturnType<typeof shippingOffers>) =>
  offers.map(({ id, price }) => [id, price.amount]);

test("standard shipping at home is free from fifty dollars on", () => {
  expect(prices(shippingOffers(to("US"), parcel(4_999)))).toEqual([
    ["standard", 499],
    ["express", 1_499],
  ]);
  expect(prices(shippingOffers(to("US"), parcel(5_000)))[0]).toEqual(["standard", 0]);
});

test("a heavier parcel costs more, and one above all bands can't go that way", () => {
  expect(prices(shippingOffers(to("US"), parcel(0, 5_000)))).toContainEqual(["express", 1_499]);
  expect(prices(shippingOffers(to("US"), parcel(0, 5_001)))).toContainEqual(["express", 2_499]);
  expect(prices(shippingOffers(to("US"), parcel(0, 30_001)))).toEqual([["standard", 499]]);
});

test("what is far away is a zone of its own, however its region is written", () => {
  const [inAlaska, inHawaii] = [to("US", "AK"), to("US", "us-hi")].map((place) =>
    prices(shippingOffers(place, parcel(0))),
  );

  expect(inAlaska).toEqual([["standard", 1_299]]);
  expect(inHawaii).toEqual(inAlaska);
});

test("some method goes everywhere, whatever the parcel, and the cheapest comes first", () => {
  const country = fc.constantFrom("US", "CA", "MX", "DE", "JP", "PR");

  fc.assert(
    fc.property(country, fc.nat(10_000_000), fc.nat(5_000_000), (there, subtotal, weight) => {
      const offers = shippingOffers(to(there), parcel(subtotal, weight));

      const amounts = offers.map(({ price }) => price.amount);
      expect(amounts.length).toBeGreaterThan(0);
      expect(amounts).toEqual(amounts.toSorted((one, other) => one - other));
    }),
  );
});

test("bands of a subtotal are by its amount", () => {
  const tariff = {
    id: "insured",
    name: "Insured",
    zone: "world",
    by: "subtotal",
    bands: [
      { upTo: 10_000, price: 100 },
      { upTo: null, price: 900 },
    ],
    freeFrom: null,
    estimatedDays: [1, 2],
  } as const;
  const table = { JPY: [tariff] };
  const inYen = (amount: number) => ({ subtotal: { amount, currency: "JPY" as const }, weightGrams: 0 });

  expect(prices(shippingOffers(to("JP"), inYen(10_000), table))).toEqual([["insured", 100]]);
  expect(prices(shippingOffers(to("JP"), inYen(10_001), table))).toEqual([["insured", 900]]);
});

test("nothing is sent in a currency that has no tariff", () => {
  expect(shippingOffers(to("DE"), { subtotal: { amount: 1, currency: "KWD" }, weightGrams: 1 })).toEqual([]);
});
