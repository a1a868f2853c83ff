import { regionKey } from "./tax-rules";

interface WantedRate {
  country: string;
  region: string | null;
  name: string;
  inclusive: boolean;
}

interface TableFault {
  position: number;
  message: string;
}

/** What is wrong with a table of rates: the same rate twice, or rates of one place that prices hold and others that they don't. */
export function faultsOfTable(rates: readonly WantedRate[]): TableFault[] {
  const known = new Set<string>();
  const inclusiveAt = new Map<string, boolean>();
  return rates.flatMap((rate, position) => {
    const place = placeOf(rate);
    const key = JSON.stringify([place, rate.name.toLowerCase()]);
    const isKnown = known.has(key);
    known.add(key);
    if (isKnown) return [{ position, message: "is there twice: a place has one rate of a name" }];

    const inclusive = inclusiveAt.get(place) ?? rate.inclusive;
    inclusiveAt.set(place, inclusive);
    if (inclusive === rate.inclusive) return [];
    return [{ position, message: "must be inclusive, or not, as the other rates of its place are" }];
  });
}

const placeOf = ({ country, region }: WantedRate) =>
  region === null ? country : `${country}-${regionKey(country, region)}`;
