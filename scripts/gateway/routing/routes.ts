import { type ServiceName, serviceFor } from "@shopeasy/contracts/route-table";
import type { Route, RouteCounts } from "./route-schemas";
import { type Passage, Tally } from "./tally";

/** Where one request goes. */
export interface Destination {
  service: ServiceName;
  origin: string;
  passage: Passage;
}

export interface Routes {
  /** Where a request for this path goes, by the weights. */
  forPath(path: string): Destination;
  /** The same for who looks at a release before customers do: green, where there is one. It does not count. */
  forTest(path: string): Destination;
  /** Every address that a request may go to. */
  origins(): readonly string[];
  set(service: ServiceName, route: Route): void;
  counts(): Record<ServiceName, RouteCounts>;
}

interface Target {
  origin: string;
  tally: Tally;
}

interface Weighed {
  blue: Target;
  green: Target | null;
  percent: number;
}

/**
 * Which address stands for a service now: blue, or, while a release is under way, green for so many of a hundred
 * requests. As at the load balancer, each request is dealt for itself.
 */
export function createRoutes(
  urls: Readonly<Record<ServiceName, string>>,
  random: () => number = Math.random,
): Routes {
  const weighed = new Map<ServiceName, Weighed>();
  for (const [service, url] of Object.entries(urls) as [ServiceName, string][]) {
    weighed.set(service, { blue: targetAt(url), green: null, percent: 0 });
  }
  const routeOf = (service: ServiceName): Weighed => {
    const route = weighed.get(service);
    if (!route) throw new Error(`Nobody said where ${service} is`);
    return route;
  };

  return {
    forPath(path) {
      const service = serviceFor(path);
      const { blue, green, percent } = routeOf(service);
      const { origin, tally } = green && random() * 100 < percent ? green : blue;
      return { service, origin, passage: tally.begin() };
    },
    forTest(path) {
      const service = serviceFor(path);
      const { blue, green } = routeOf(service);
      return { service, origin: (green ?? blue).origin, passage: new Tally().begin() };
    },
    origins: () =>
      [...weighed.values()].flatMap(({ blue, green }) => [blue, green ?? []].flat().map(originOf)),
    set(service, { blue, green, percent }) {
      const before = routeOf(service);
      // Who changes colour, or only its share, keeps what was counted.
      const known = [before.blue, before.green ?? []].flat();
      const keep = (url: string) =>
        known.find(({ origin }) => origin === new URL(url).origin) ?? targetAt(url);
      weighed.set(service, { blue: keep(blue), green: green === null ? null : keep(green), percent });
    },
    counts() {
      const entries = [...weighed].map(([service, { blue, green, percent }]) => {
        const counted = { percent, blue: blue.tally.counts(), green: green?.tally.counts() ?? null };
        return [service, counted];
      });
      return Object.fromEntries(entries) as Record<ServiceName, RouteCounts>;
    },
  };
}

const targetAt = (url: string): Target => ({ origin: new URL(url).origin, tally: new Tally() });
const originOf = ({ origin }: Target) => origin;
