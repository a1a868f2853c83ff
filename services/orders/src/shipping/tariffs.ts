import type { Currency } from "@shopeasy/contracts/money";

export type Zone = "domestic" | "outlying" | "neighbours" | "world";

export interface Tariff {
  id: string;
  name: string;
  zone: Zone;
  /** What the price depends on: grams, or minor units. */
  by: "weight" | "subtotal";
  /** The first that the parcel is not above; without one it can't go this way. Null: however much. */
  bands: readonly { upTo: number | null; price: number }[];
  /** From this subtotal on it costs nothing. */
  freeFrom: number | null;
  estimatedDays: readonly [number, number];
}

/** What it costs to send a parcel, and how long it takes; a currency that is not here can't be ordered in. */
export const tariffs: Partial<Record<Currency, readonly Tariff[]>> = {
  USD: [
    {
      id: "standard",
      name: "Standard",
      zone: "domestic",
      by: "subtotal",
      bands: [{ upTo: null, price: 499 }],
      freeFrom: 5_000,
      estimatedDays: [3, 5],
    },
    {
      id: "express",
      name: "Express",
      zone: "domestic",
      by: "weight",
      bands: [
        { upTo: 5_000, price: 1_499 },
        { upTo: 15_000, price: 2_499 },
        { upTo: 30_000, price: 3_999 },
      ],
      freeFrom: null,
      estimatedDays: [1, 2],
    },
    {
      id: "standard",
      name: "Standard",
      zone: "outlying",
      by: "weight",
      bands: [
        { upTo: 5_000, price: 1_299 },
        { upTo: null, price: 2_999 },
      ],
      freeFrom: 15_000,
      estimatedDays: [5, 10],
    },
    {
      id: "standard",
      name: "Standard",
      zone: "neighbours",
      by: "weight",
      bands: [
        { upTo: 10_000, price: 999 },
        { upTo: null, price: 1_999 },
      ],
      freeFrom: 10_000,
      estimatedDays: [4, 8],
    },
    {
      id: "express",
      name: "Express",
      zone: "neighbours",
      by: "weight",
      bands: [
        { upTo: 5_000, price: 2_499 },
        { upTo: 30_000, price: 4_999 },
      ],
      freeFrom: null,
      estimatedDays: [2, 4],
    },
    {
      id: "standard",
      name: "Standard",
      zone: "world",
      by: "weight",
      bands: [
        { upTo: 5_000, price: 1_999 },
        { upTo: 20_000, price: 4_999 },
        { upTo: null, price: 9_999 },
      ],
      freeFrom: null,
      estimatedDays: [7, 14],
    },
  ],
};

/** Countries, and regions of theirs that are further away (`US-AK`); all others are the world. */
export const zones: Readonly<Record<string, Zone>> = {
  US: "domestic",
  "US-AK": "outlying",
  "US-HI": "outlying",
  "US-PR": "outlying",
  PR: "outlying",
  CA: "neighbours",
  MX: "neighbours",
};
