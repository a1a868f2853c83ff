import {
  eraseGuest,
  exportCustomerOrders,
  getOrderConfirmation,
  getOrderConfirmations,
  getOrderNotice as getOrderNoticeCall,
  getWebhookNotice as getWebhookNoticeCall,
  priceCoupon as priceCouponCall,
} from "@shopeasy/contracts/internal/orders";
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
import { getConfirmation, getConfirmations } from "./orders/get-confirmation";
import { getOrderNotice } from "./orders/get-order-notice";
import { orderRoutes } from "./orders/order-routes";
import { pageRoutes } from "./pages/page-routes";
import { eraseGuestOrders } from "./personal-data/erase-customer";
import { exportOrders } from "./personal-data/export-orders";
import { priceCoupon } from "./promotions/price-coupon";
import { promotionRoutes } from "./promotions/promotion-routes";
import { refundRoutes } from "./refunds/refund-routes";
import { reportRoutes } from "./reports/report-routes";
import { returnRoutes } from "./returns/return-routes";
import { shippingRoutes } from "./shipping/shipping-routes";
import { taxRoutes } from "./taxes/tax-routes";
import { deliveryRoutes } from "./webhooks/delivery-routes";
import { getWebhookNotice } from "./webhooks/find-webhooks";
import { webhookRoutes } from "./webhooks/webhook-routes";

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
  ...webhookRoutes,
  ...deliveryRoutes,
  ...pageRoutes,
];

const ordersCalls: ImplementedCall<Deps>[] = [
  implementCall(getOrderConfirmation, (deps: Deps, { params }) => getConfirmation(deps, params.orderId)),
  implementCall(getOrderConfirmations, (deps: Deps, { body }) => getConfirmations(deps, body.orderIds)),
  implementCall(getOrderNoticeCall, (deps: Deps, { params }) => getOrderNotice(deps, params.orderId)),
  implementCall(exportCustomerOrders, (deps: Deps, { params, body }) =>
    exportOrders(deps, { ...params, ...body }),
  ),
  implementCall(eraseGuest, (deps: Deps, { body }) => eraseGuestOrders(deps, body.email)),
  implementCall(getWebhookNoticeCall, (deps: Deps, { params }) => getWebhookNotice(deps, params.webhookId)),
  implementCall(priceCouponCall, (deps: Deps, { body }) => priceCoupon(deps, body)),
];

/** What customers and staff reach. */
export const createOrdersApp = (
  deps: Deps,
  config: Pick<OrdersConfig, "RATE_LIMITS" | "TRUSTED_PROXIES" | "CALLER_HEADER">,
) =>
  createApp({
    ...deps,
    deps,
    service: "orders",
    routes: ordersRoutes,
    rateLimits: config.RATE_LIMITS,
    trustedProxies: config.TRUSTED_PROXIES,
    callerHeader: config.CALLER_HEADER,
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
