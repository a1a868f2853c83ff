import { getOrderConfirmation, priceCoupon as priceCouponCall } from "@shopeasy/contracts/internal/orders";
import { createApp } from "@shopeasy/platform/http/app";
import { createInternalApp } from "@shopeasy/platform/http/internal-app";
import { type ImplementedCall, implementCall } from "@shopeasy/platform/http/internal-call";
import type { Route } from "@shopeasy/platform/http/route";
import { cancellationRoutes } from "./cancellation/cancellation-routes";
import { quoteRoutes } from "./checkout/quote-routes";
import type { OrdersConfig } from "./config";
import type { Deps } from "./deps";
import { fulfilmentRoutes } from "./fulfilments/fulfilment-routes";
import { gatewayEventRoutes } from "./gateway-events/gateway-event-routes";
import { orderEventRoutes } from "./order-events/order-event-routes";
import { getConfirmation } from "./orders/get-confirmation";
import { orderRoutes } from "./orders/order-routes";
import { priceCoupon } from "./promotions/price-coupon";
import { promotionRoutes } from "./promotions/promotion-routes";
import { refundRoutes } from "./refunds/refund-routes";
import { reportRoutes } from "./reports/report-routes";
import { returnRoutes } from "./returns/return-routes";
import { shippingRoutes } from "./shipping/shipping-routes";
import { taxRoutes } from "./taxes/tax-routes";

export const ordersRoutes: Route<Deps>[] = [
  ...orderRoutes,
  ...quoteRoutes,
  ...shippingRoutes,
  ...promotionRoutes,
  ...taxRoutes,
  ...cancellationRoutes,
  ...fulfilmentRoutes,
  ...refundRoutes,
  ...returnRoutes,
  ...orderEventRoutes,
  ...reportRoutes,
  ...gatewayEventRoutes,
];

const ordersCalls: ImplementedCall<Deps>[] = [
  implementCall(getOrderConfirmation, (deps: Deps, { params }) => getConfirmation(deps, params.orderId)),
  implementCall(priceCouponCall, (deps: Deps, { body }) => priceCoupon(deps, body)),
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
