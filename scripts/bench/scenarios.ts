import { apiPrefix } from "@shopeasy/contracts/route-table";
import type { LocalShop } from "../shop/local-shop";
import { type Catalogue, openCarts, stockUp } from "./catalogue";
import type { LoadJob, PreparedRequest } from "./load/load-job";
import { processNamed } from "./shop-under-bench";

export const scenarioNames = ["detail", "list", "search", "add-to-cart", "order"] as const;
export type ScenarioName = (typeof scenarioNames)[number];

export const floorNames = ["node", "express", "node-postgres"] as const;
export type FloorName = (typeof floorNames)[number];

interface Scenario {
  /** The process that is measured; null for the whole shop, where one request is work for many. */
  process: string | null;
  /** What it is compared with. */
  floors: readonly FloorName[];
  prepare: (found: Preparation) => Promise<LoadJob>;
}

export interface Preparation {
  shop: LocalShop;
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
  detail: {
    process: "catalog",
    floors: ["node", "express", "node-postgres"],
    prepare: async ({ shop, catalogue }) =>
      reading(
        shop,
        catalogue.slugs.map((slug) => `/products/${slug}`),
      ),
  },
  list: {
    process: "catalog",
    floors: ["express"],
    prepare: async ({ shop, catalogue }) =>
      reading(
        shop,
        catalogue.categories.map((slug) => `/products?category=${slug}&limit=20`),
      ),
  },
  search: {
    process: "catalog",
    floors: ["express"],
    prepare: async ({ shop, catalogue }) =>
      reading(
        shop,
        catalogue.words.map((word) => `/products?q=${word}`),
      ),
  },
  "add-to-cart": {
    process: "cart",
    floors: ["express"],
    prepare: async ({ shop, catalogue, seconds }) => {
      const skus = catalogue.skus.slice(0, linesInCart);
      await stockUp(shop.gateway, skus);
      const { origin } = processNamed(shop, "cart");
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

function reading(shop: LocalShop, paths: readonly string[]): LoadJob {
  const requests = paths.map((path) => ({ method: "GET", path: apiPrefix + path }) as const);
  return { kind: "requests", origin: processNamed(shop, "catalog").origin, requests };
}

const addingTo = (cartId: string, sku: string): PreparedRequest => ({
  method: "POST",
  path: `${apiPrefix}/carts/${cartId}/items`,
  body: JSON.stringify({ sku, quantity: 1 }),
});
