import { fractionOf, shareOut, sumOf } from "../checkout/quote-amount-rules";

export interface TaxRate {
  country: string;
  /** In capitals, as `regionKey` writes it; null for the whole country. */
  region: string | null;
  name: string;
  /** Hundredths of a per cent: 1900 is 19 %. */
  rateBasisPoints: number;
  /** Whether prices hold it already, so that it is told and not added. */
  inclusive: boolean;
  appliesToShipping: boolean;
}

/** What an order pays by one rate. */
export type TaxLine = TaxRate & { amount: number };

export interface Destination {
  country: string;
  region: string | null;
}

/** The tax of an order: the parts of its lines and of its shipping sum to `total`, and so do those of the rates. */
export interface Tax {
  onLines: number[];
  onShipping: number;
  total: number;
  included: boolean;
  byRate: TaxLine[];
}

/** A region as tax rates and addresses are compared by: `us-il`, `IL ` and `il` are all `IL`. */
export function regionKey(country: string, region: string): string {
  const key = region.trim().toUpperCase();
  return key.startsWith(`${country}-`) ? key.slice(country.length + 1) : key;
}

/** The rates that hold at a place: its region's where there are any, else its country's. */
export function ratesAt(rates: readonly TaxRate[], { country, region }: Destination): TaxRate[] {
  const ofCountry = rates.filter((rate) => rate.country === country);
  const key = region === null ? null : regionKey(country, region);
  const ofRegion = ofCountry.filter((rate) => rate.region !== null && rate.region === key);
  return ofRegion.length > 0 ? ofRegion : ofCountry.filter((rate) => rate.region === null);
}

/**
 * The tax on what is paid for each line (after its discount) and for the shipping, where the rate says so. Each of
 * them is rounded once, half up, with all its rates together; that is then shared out among the rates.
 */
export function taxOf({
  nets,
  shipping,
  rates,
}: {
  nets: readonly number[];
  shipping: number;
  rates: readonly TaxRate[];
}): Tax {
  const included = rates.some(({ inclusive }) => inclusive);
  const onGoods = rates.map(({ rateBasisPoints }) => rateBasisPoints);
  const onCarriage = rates.map(({ rateBasisPoints, appliesToShipping }) =>
    appliesToShipping ? rateBasisPoints : 0,
  );
  const parts = [...nets.map((net) => taxOn(net, onGoods, included)), taxOn(shipping, onCarriage, included)];
  const totals = parts.map(sumOf);
  return {
    onLines: totals.slice(0, -1),
    onShipping: totals.at(-1) ?? 0,
    total: sumOf(totals),
    included,
    byRate: rates.map((rate, i) => ({ ...rate, amount: sumOf(parts.map((part) => part[i] ?? 0)) })),
  };
}

/** The tax on one amount, which holds it or not, by each rate in basis points. */
function taxOn(amount: number, rates: readonly number[], included: boolean): number[] {
  const all = sumOf(rates);
  return shareOut(fractionOf(amount, all, included ? 10_000 + all : 10_000), rates);
}
