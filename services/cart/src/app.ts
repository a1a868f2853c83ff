import { exportCustomerCart, getCart } from "@shopeasy/contracts/internal/cart";
import { createApp } from "@shopeasy/platform/http/app";
import { createInternalApp } from "@shopeasy/platform/http/internal-app";
import { type ImplementedCall, implementCall } from "@shopeasy/platform/http/internal-call";
import type { Route } from "@shopeasy/platform/http/route";
import { contentsRoutes } from "./carts/cart-routes";
import { getCartToOrder } from "./carts/get-cart-to-order";
import type { CartConfig } from "./config";
import { couponRoutes } from "./coupons/coupon-routes";
import type { Deps } from "./deps";
import { lineRoutes } from "./lines/line-routes";
import { mergeRoutes } from "./merging/merge-routes";
import { exportCart } from "./personal-data/export-cart";

export const cartRoutes: Route<Deps>[] = [...contentsRoutes, ...lineRoutes, ...couponRoutes, ...mergeRoutes];

const cartCalls: ImplementedCall<Deps>[] = [
  implementCall(getCart, (deps: Deps, { params }) => getCartToOrder(deps, params.cartId)),
  implementCall(exportCustomerCart, (deps: Deps, { params }) => exportCart(deps, params.userId)),
];

/** What customers reach. */
export const createCartApp = (
  deps: Deps,
  config: Pick<CartConfig, "RATE_LIMITS" | "TRUSTED_PROXIES" | "CALLER_HEADER">,
) =>
  createApp({
    ...deps,
    deps,
    service: "cart",
    routes: cartRoutes,
    rateLimits: config.RATE_LIMITS,
    trustedProxies: config.TRUSTED_PROXIES,
    callerHeader: config.CALLER_HEADER,
  });

/** What other services reach; a worker's has no calls. */
export const createCartInternalApp = (deps: Deps, calls = cartCalls) =>
  createInternalApp({
    ...deps,
    deps,
    service: "cart",
    calls,
    checks: [{ name: "carts", check: deps.ping }],
  });
