import { shopFlags } from "./flags";
import { journeyOf, journeys } from "./slos";

interface RouteAsked {
  service: string;
  method: string;
  pattern: string;
}

/** What a route's requests are measured against; undefined where no objective is set for it. */
function promisedOf({ service, method, pattern }: RouteAsked) {
  const journey = journeyOf(service, method, pattern);
  return journey && { journey, withinSeconds: journeys[journey].latency.withinSeconds };
}

/** What the platform is told of the shop that stands on it. */
export const shopDeclarations = { flags: shopFlags, promisedOf };
