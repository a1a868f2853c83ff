import type { Money } from "@shopeasy/contracts/money";

type Zone = "domestic" | "neighbours" | "world";

interface Tariff {
  id: string;
  name: string;
  zone: Zone;
  /** In the minor unit of the shop's currency. */
  price: number;
  /** From this subtotal on it costs nothing. */
  freeFrom: number | null;
  estimatedDays: readonly [number, number];
}

/** What it costs to send a parcel, and how long it takes. */
const tariffs = [
  { id: "standard", name: "Standard", zone: "domestic", price: 499, freeFrom: 5_000, estimatedDays: [3, 5] },
  { id: "express", name: "Express", zone: "domestic", price: 1_499, freeFrom: null, estimatedDays: [1, 2] },
  {
    id: "standard",
    name: "Standard",
    zone: "neighbours",
    price: 999,
    freeFrom: 10_000,
    estimatedDays: [4, 8],
  },
  { id: "express", name: "Express", zone: "neighbours", price: 2_499, freeFrom: null, estimatedDays: [2, 4] },
  { id: "standard", name: "Standard", zone: "world", price: 1_999, freeFrom: null, estimatedDays: [7, 14] },
] as const satisfies readonly Tariff[];

const zones: Readonly<Record<string, Zone>> = { US: "domestic", CA: "neighbours", MX: "neighbours" };

export interface ShippingOffer {
  id: string;
  name: string;
  price: Money;
  estimatedDays: [number, number];
}

/** The ways in which a parcel of this worth can go to a country, cheapest first. */
export function shippingOffers(country: string, subtotal: Money): ShippingOffer[] {
  const zone = zones[country] ?? "world";
  return tariffs
    .filter((tariff) => tariff.zone === zone)
    .map(({ id, name, price, freeFrom, estimatedDays }) => ({
      id,
      name,
      price: {
        amount: freeFrom !== null && subtotal.amount >= freeFrom ? 0 : price,
        currency: subtotal.currency,
      },
      estimatedDays: [...estimatedDays],
    }));
}
