import type { Money } from "@shopeasy/contracts/money";
import { type Destination, regionKey } from "../taxes/tax-rules";
import { type Tariff, tariffs, type Zone, zones } from "./tariffs";

export interface Parcel {
  /** Before any discount: a coupon takes nobody's free shipping away. */
  subtotal: Money;
  weightGrams: number;
}

export interface ShippingOffer {
  id: string;
  name: string;
  price: Money;
  estimatedDays: [number, number];
}

/** The ways in which a parcel can go to a place, cheapest first; none where the shop has no tariff in its currency. */
export function shippingOffers(
  destination: Destination,
  parcel: Parcel,
  table: Readonly<typeof tariffs> = tariffs,
): ShippingOffer[] {
  const { currency } = parcel.subtotal;
  const zone = zoneOf(destination);
  return (table[currency] ?? [])
    .filter((tariff) => tariff.zone === zone)
    .flatMap((tariff) => {
      const { id, name, estimatedDays } = tariff;
      const amount = priceOf(tariff, parcel);
      return amount === null
        ? []
        : [{ id, name, price: { amount, currency }, estimatedDays: [...estimatedDays] as [number, number] }];
    })
    .sort((one, other) => one.price.amount - other.price.amount);
}

function zoneOf({ country, region }: Destination): Zone {
  const ofRegion = region === null ? undefined : zones[`${country}-${regionKey(country, region)}`];
  return ofRegion ?? zones[country] ?? "world";
}

/** Null for a parcel that is above all bands. */
function priceOf({ by, bands, freeFrom }: Tariff, { subtotal, weightGrams }: Parcel): number | null {
  const measure = by === "weight" ? weightGrams : subtotal.amount;
  const band = bands.find(({ upTo }) => upTo === null || measure <= upTo);
  if (!band) return null;
  return freeFrom !== null && subtotal.amount >= freeFrom ? 0 : band.price;
}
