import type { UserId } from "@shopeasy/contracts/ids";
import { exportCustomerCart } from "@shopeasy/contracts/internal/cart";
import { exportCustomer as exportCustomerFeedback } from "@shopeasy/contracts/internal/feedback";
import { exportCustomerOrders } from "@shopeasy/contracts/internal/orders";
import type { z } from "zod";
import type { Deps } from "../deps";
import { exportAccount } from "./export-account";
import { keptElsewhere, PersonalData } from "./personal-data-schemas";

type Page = z.infer<typeof exportCustomerOrders.response>;
type ExportDeps = Pick<Deps, "database" | "client" | "clock" | "logger">;

const AllButOrders = PersonalData.omit({ orders: true });

/**
 * All that is held on a customer, in all services, as one JSON document in pieces: orders are many, and are asked for
 * as they are sent. Each service has answered before the first piece is there.
 * @throws Unavailable while one of them is away; Unauthorized when the account has gone. The pieces end in an error
 * where one goes away meanwhile: what was sent then is no document.
 */
export async function exportPersonalData(deps: ExportDeps, userId: UserId): Promise<AsyncIterable<string>> {
  const { client, clock, logger } = deps;
  const about = { params: { userId } };
  const ordersAfter = (after: Page["next"]) =>
    client.call(exportCustomerOrders, { ...about, body: { after } });
  const account = await exportAccount(deps, userId);
  const [{ cart }, feedback, firstOrders] = await Promise.all([
    client.call(exportCustomerCart, about),
    client.call(exportCustomerFeedback, about),
    ordersAfter(null),
  ]);
  const exportedAt = clock.now().toISOString();
  const document = AllButOrders.parse({ exportedAt, ...account, cart, feedback, keptElsewhere });

  return (async function* () {
    yield `${JSON.stringify(document).slice(0, -1)},"orders":[`;
    let count = 0;
    for (let page: Page = firstOrders; ; page = await ordersAfter(page.next)) {
      for (const order of page.orders) yield `${count++ > 0 ? "," : ""}${JSON.stringify(order)}`;
      if (page.next === null) break;
    }
    yield "]}";
    logger.info("user.exported", { userId, orders: count });
  })();
}
