import { getOrderConfirmation } from "@shopeasy/contracts/internal/orders";
import { createApp } from "@shopeasy/platform/http/app";
import { createInternalApp } from "@shopeasy/platform/http/internal-app";
import { type ImplementedCall, implementCall } from "@shopeasy/platform/http/internal-call";
import type { Route } from "@shopeasy/platform/http/route";
import type { OrdersConfig } from "./config";
import type { Deps } from "./deps";
import { getConfirmation } from "./orders/get-confirmation";
import { orderRoutes } from "./orders/order-routes";
import { shippingRoutes } from "./shipping/shipping-routes";

export const ordersRoutes: Route<Deps>[] = [...orderRoutes, ...shippingRoutes];

const ordersCalls: ImplementedCall<Deps>[] = [
  implementCall(getOrderConfirmation, (deps: Deps, { params }) => getConfirmation(deps, params.orderId)),
];

/** What customers and staff reach. */
export const createOrdersApp = (deps: Deps, config: Pick<OrdersConfig, "RATE_LIMITS" | "TRUSTED_PROXIES">) =>
  createApp({
    ...deps,
    deps,
    service: "orders",
    routes: ordersRoutes,
    rateLimits: config.RATE_LIMITS,
    trustedProxies: config.TRUSTED_PROXIES,
  });

/** What other services reach; a worker's has no calls. */
export const createOrdersInternalApp = (deps: Deps, calls = ordersCalls) =>
  createInternalApp({
    ...deps,
    deps,
    service: "orders",
    calls,
    checks: [{ name: "database", check: () => deps.database.ping() }],
  });
