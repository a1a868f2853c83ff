import { accountsJob } from "./jobs/accounts";
import {
  browseJob,
  detailPaths,
  facetPaths,
  hotPaths,
  listPaths,
  searchPaths,
  suggestionPaths,
} from "./jobs/browse";
import { addToCartJob, orderJob } from "./jobs/buy";
import { mixedJob } from "./jobs/mixed";
import type { Prepare } from "./jobs/preparation";
import { reviewsJob } from "./jobs/reviews";
import type { PlaceName } from "./places";
import type { FloorName, SteadyScenarioName } from "./scenario-names";

interface Scenario {
  /** What is asked and measured. */
  place: PlaceName;
  /** What it is compared with. */
  floors: readonly FloorName[];
  prepare: Prepare;
  /** Whether requests leave something to do for the shop: that is waited for, and SQL statements are counted. */
  leavesWork?: boolean;
}

const reading = (
  place: PlaceName,
  floors: readonly FloorName[],
  paths: Parameters<typeof browseJob>[0],
): Scenario => ({ place, floors, prepare: browseJob(paths) });

/** Each asks the service itself, at its public port; what is work for several services goes through the gateway. */
export const scenarios: Readonly<Record<SteadyScenarioName, Scenario>> = {
  detail: reading("catalog", ["node", "express"], hotPaths),
  "detail-cold": reading("cold catalog", ["node-postgres", "pgbench"], detailPaths),
  list: reading("catalog", ["express"], listPaths),
  "list-cold": reading("cold catalog", [], listPaths),
  search: reading("catalog", ["express"], searchPaths),
  "search-cold": reading("cold catalog", [], searchPaths),
  facets: reading("catalog", ["express"], facetPaths),
  "facets-cold": reading("cold catalog", [], facetPaths),
  suggestions: reading("catalog", ["express"], suggestionPaths),
  "suggestions-cold": reading("cold catalog", [], suggestionPaths),
  reviews: { place: "feedback", floors: ["express"], prepare: reviewsJob },
  "add-to-cart": {
    place: "cart",
    floors: ["express", "dynamo"],
    prepare: addToCartJob,
    leavesWork: true,
  },
  order: { place: "shop", floors: [], prepare: orderJob, leavesWork: true },
  register: { place: "users", floors: [], prepare: accountsJob("register"), leavesWork: true },
  login: { place: "users", floors: [], prepare: accountsJob("login"), leavesWork: true },
  refresh: { place: "users", floors: [], prepare: accountsJob("refresh"), leavesWork: true },
  mixed: { place: "shop", floors: [], prepare: mixedJob, leavesWork: true },
  overhead: reading("second catalog", ["all-off"], hotPaths),
  instances: reading("three catalogs", ["one-instance"], hotPaths),
  "instances-cold": reading("three cold catalogs", ["one-instance"], detailPaths),
};
