import * as calls from "@shopeasy/contracts/internal/catalog";
import { createApp } from "@shopeasy/platform/http/app";
import { createInternalApp } from "@shopeasy/platform/http/internal-app";
import { type ImplementedCall, implementCall } from "@shopeasy/platform/http/internal-call";
import type { Route } from "@shopeasy/platform/http/route";
import { availabilityRoutes } from "./availability/availability-routes";
import { brandRoutes } from "./brands/brand-routes";
import { categoryRoutes } from "./categories/category-routes";
import type { CatalogConfig } from "./config";
import type { Deps } from "./deps";
import { exportRoutes } from "./exports/export-routes";
import { imageRoutes } from "./images/image-routes";
import { importRoutes } from "./imports/import-routes";
import { inventoryRoutes } from "./inventory/inventory-routes";
import { restock } from "./inventory/restock";
import { lookUpProduct } from "./products/look-up-product";
import { productRoutes } from "./products/product-routes";
import { variantRoutes } from "./products/variant-routes";
import { relatedRoutes } from "./related/related-routes";
import { releaseReservation, reserveStock } from "./reservations/reserve-stock";
import { settleReservation } from "./reservations/settle-reservation";
import { documentationRoutes } from "./shop/documentation-routes";
import { healthRoutes } from "./shop/health-routes";
import { suggestionRoutes } from "./suggestions/suggestion-routes";
import { tagRoutes } from "./tags/tag-routes";
import { lookUpVariants } from "./variants/look-up-variants";
import type { WorkerDeps } from "./worker-deps";

export const catalogRoutes: Route<Deps>[] = [
  ...productRoutes,
  ...variantRoutes,
  ...imageRoutes,
  ...importRoutes,
  ...exportRoutes,
  ...availabilityRoutes,
  ...relatedRoutes,
  ...suggestionRoutes,
  ...categoryRoutes,
  ...brandRoutes,
  ...tagRoutes,
  ...inventoryRoutes,
  ...healthRoutes,
  ...documentationRoutes,
];

const catalogCalls: ImplementedCall<Deps>[] = [
  implementCall(calls.lookUpVariants, async (deps: Deps, { body }) => ({
    variants: await lookUpVariants(deps, body.skus),
  })),
  implementCall(calls.lookUpProduct, (deps: Deps, { params }) => lookUpProduct(deps, params.productId)),
  implementCall(calls.reserveStock, (deps: Deps, { params, body }) =>
    reserveStock(deps, params.orderId, body.items),
  ),
  implementCall(calls.settleReservation, (deps: Deps, { params }) => settleReservation(deps, params.orderId)),
  implementCall(calls.releaseReservation, (deps: Deps, { params }) =>
    releaseReservation(deps, params.orderId),
  ),
  implementCall(calls.restock, (deps: Deps, { params, body }) =>
    restock(deps, { refundId: params.refundId, ...body }),
  ),
];

/** What customers and staff reach. */
export const createCatalogApp = (
  deps: Deps,
  config: Pick<CatalogConfig, "RATE_LIMITS" | "TRUSTED_PROXIES" | "CALLER_HEADER">,
) =>
  createApp({
    ...deps,
    deps,
    service: "catalog",
    routes: catalogRoutes,
    rateLimits: config.RATE_LIMITS,
    trustedProxies: config.TRUSTED_PROXIES,
    callerHeader: config.CALLER_HEADER,
  });

/** What other services reach. */
export const createCatalogInternalApp = (deps: Deps) =>
  createInternalApp({ ...deps, deps, service: "catalog", calls: catalogCalls, checks: checksOf(deps) });

/** What is asked of the worker: health and metrics. */
export const createWorkerApp = (deps: WorkerDeps) =>
  createInternalApp({ ...deps, deps, service: "catalog", calls: [], checks: checksOf(deps) });

const checksOf = ({ database }: Pick<Deps, "database">) => [
  { name: "database", check: () => database.ping() },
];
