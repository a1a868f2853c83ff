import { apiPrefix } from "@shopeasy/contracts/route-table";
import type { LocalShop } from "../shop/local-shop";
import { type Catalogue, openCarts, stockUp } from "./catalogue";
import type { LoadJob, PreparedRequest } from "./load/load-job";

export const scenarioNames = [
  "detail",
  "detail-cold",
  "list",
  "list-cold",
  "search",
  "search-cold",
  "facets",
  "facets-cold",
  "suggestions",
  "suggestions-cold",
  "add-to-cart",
  "order",
] as const;
export type ScenarioName = (typeof scenarioNames)[number];

export const floorNames = ["node", "express", "node-postgres", "dynamo"] as const;
export type FloorName = (typeof floorNames)[number];

/** Beside the shop's own processes there is a second catalog, which keeps no answers: what a page costs at first. */
export const coldCatalog = "catalog without a cache";

interface Scenario {
  /** The process that is measured; null for the whole shop, where one request is work for many. */
  process: "catalog" | typeof coldCatalog | "cart" | null;
  /** What it is compared with. */
  floors: readonly FloorName[];
  prepare: (found: Preparation) => Promise<LoadJob>;
}

export interface Preparation {
  shop: LocalShop;
  /** Of the process that is measured; of the gateway, where that is the whole shop. */
  origin: string;
  catalogue: Catalogue;
  seconds: number;
}

/** How many SKUs are bought: enough that orders seldom wait for each other's stock. */
const skusInUse = 100;
const linesInCart = 5;
/** A line takes 99 pieces at most, so a long run wants many carts. */
const cartsPerSecond = 8;

/** Each asks the service itself, at its public port; an order goes through the gateway, as it is work for all. */
export const scenarios: Readonly<Record<ScenarioName, Scenario>> = {
  detail: reading("catalog", ["node", "express"], hotPaths),
  "detail-cold": reading(coldCatalog, ["node-postgres"], detailPaths),
  list: reading("catalog", ["express"], listPaths),
  "list-cold": reading(coldCatalog, [], listPaths),
  search: reading("catalog", ["express"], searchPaths),
  "search-cold": reading(coldCatalog, [], searchPaths),
  facets: reading("catalog", ["express"], facetPaths),
  "facets-cold": reading(coldCatalog, [], facetPaths),
  suggestions: reading("catalog", ["express"], suggestionPaths),
  "suggestions-cold": reading(coldCatalog, [], suggestionPaths),
  "add-to-cart": {
    process: "cart",
    floors: ["express", "dynamo"],
    prepare: async ({ shop, origin, catalogue, seconds }) => {
      const skus = catalogue.skus.slice(0, linesInCart);
      await stockUp(shop.gateway, skus);
      const carts = await openCarts(origin, Math.max(50, Math.ceil(seconds * cartsPerSecond)));
      const requests = skus.flatMap((sku) => carts.map((id) => addingTo(id, sku)));
      return { kind: "requests", origin, requests };
    },
  },
  order: {
    process: null,
    floors: [],
    prepare: async ({ shop, catalogue }) => {
      const skus = catalogue.skus.slice(0, skusInUse);
      await stockUp(shop.gateway, skus);
      return { kind: "checkout", origin: shop.gateway, skus };
    },
  },
};

function reading(
  process: Scenario["process"],
  floors: readonly FloorName[],
  paths: (catalogue: Catalogue) => readonly string[],
): Scenario {
  return {
    process,
    floors,
    prepare: async ({ origin, catalogue }) => ({
      kind: "requests",
      origin,
      requests: paths(catalogue).map((path) => ({ method: "GET", path: apiPrefix + path })),
    }),
  };
}

/** Adds one piece. */
export const addingTo = (cartId: string, sku: string): PreparedRequest => ({
  method: "POST",
  path: `${apiPrefix}/carts/${cartId}/items`,
  body: JSON.stringify({ sku, quantity: 1 }),
});

/** As many as a floor answers from memory: pages that are asked for again before their answers have become old. */
function hotPaths(catalogue: Catalogue): string[] {
  return detailPaths(catalogue).slice(0, 500);
}

function detailPaths({ slugs }: Catalogue): string[] {
  return slugs.map((slug) => `/products/${slug}`);
}

function listPaths({ categories }: Catalogue): string[] {
  return categories.map((slug) => `/products?category=${slug}&limit=20`);
}

function searchPaths({ words }: Catalogue): string[] {
  return words.map((word) => `/products?q=${word}`);
}

function facetPaths({ categories, words }: Catalogue): string[] {
  return [
    ...categories.map((slug) => `/products?category=${slug}&facets=true`),
    ...words.map((word) => `/products?q=${word}&facets=true`),
  ];
}

/** As they come from a search box: letter after letter. */
function suggestionPaths({ words }: Catalogue): string[] {
  return words.flatMap((word) =>
    [1, 2, 3, 4].map((letters) => `/search/suggestions?q=${word.slice(0, letters)}`),
  );
}
