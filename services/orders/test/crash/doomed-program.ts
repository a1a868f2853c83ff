import { cloudEndpoints } from "@shopeasy/testing/cloud";
import type { ExchangeWatcher } from "@shopeasy/testing/exchange";
import { startHttpProxy } from "@shopeasy/testing/http-proxy";
import { startPostgresProxy } from "@shopeasy/testing/postgres-proxy";
import type { OrdersGround } from "../orders-ground";

/**
 * The orders service, or its worker, as a program whose every connection goes through proxies of the test's: all that
 * it asks of anybody passes the watcher. `kill` ends it as a crash does, and its connections with it.
 */
export async function startDoomedProgram(
  ground: OrdersGround,
  program: "main" | "worker",
  watcher: ExchangeWatcher,
) {
  const { DATABASE_URL, CATALOG_URL, CART_URL, STRIPE_API_BASE } = ground.ordersEnvironment;
  const [database, catalog, cart, gateway, topic] = await Promise.all([
    startPostgresProxy(DATABASE_URL, watcher),
    startHttpProxy("catalog", CATALOG_URL, watcher),
    startHttpProxy("cart", CART_URL, watcher),
    startHttpProxy("gateway", STRIPE_API_BASE, watcher),
    startHttpProxy("topic", cloudEndpoints().sns, watcher),
  ]);
  const start = program === "main" ? ground.startOrdersProgram : ground.startOrdersWorker;
  const running = await start({
    DATABASE_URL: database.url,
    CATALOG_URL: catalog.url,
    CART_URL: cart.url,
    STRIPE_API_BASE: gateway.url,
    AWS_ENDPOINT_URL_SNS: topic.url,
    // Those that stand still keep their connections.
    DATABASE_POOL_SIZE: "30",
    LOG_LEVEL: "info",
  });
  return {
    url: running.url,
    async kill() {
      await running.kill();
      await Promise.all([database, catalog, cart, gateway, topic].map((proxy) => proxy.stop()));
    },
  };
}
