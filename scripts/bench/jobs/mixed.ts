import type { LoadJob } from "../load/load-job";
import { accountsJob } from "./accounts";
import { browseJob, facetPaths, hotPaths, listPaths, searchPaths, suggestionPaths } from "./browse";
import { addToCartJob, orderJob } from "./buy";
import type { Prepare } from "./preparation";
import { reviewsJob } from "./reviews";

/** What customers do in a shop, and how often: most look, some fill carts, few buy. */
const mix: readonly { name: string; weight: number; prepare: Prepare }[] = [
  { name: "detail", weight: 45, prepare: browseJob(hotPaths) },
  { name: "list", weight: 15, prepare: browseJob(listPaths) },
  { name: "search", weight: 10, prepare: browseJob(searchPaths) },
  { name: "facets", weight: 5, prepare: browseJob(facetPaths) },
  { name: "suggestions", weight: 10, prepare: browseJob(suggestionPaths) },
  { name: "reviews", weight: 5, prepare: reviewsJob },
  { name: "add-to-cart", weight: 5, prepare: addToCartJob },
  { name: "order", weight: 2, prepare: orderJob },
  { name: "login", weight: 1, prepare: accountsJob("login") },
  { name: "refresh", weight: 2, prepare: accountsJob("refresh") },
];

/** All journeys at once, through the gateway. */
export const mixedJob: Prepare = async (found): Promise<LoadJob> => {
  const parts = [];
  for (const { name, weight, prepare } of mix) parts.push({ name, weight, job: await prepare(found) });
  return { kind: "mixed", origin: found.origin, parts };
};
