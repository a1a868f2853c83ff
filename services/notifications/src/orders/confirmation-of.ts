import type { OrderId } from "@shopeasy/contracts/ids";
import { getOrderConfirmation } from "@shopeasy/contracts/internal/orders";
import type { Deps } from "../deps";
import { undefinedWhen } from "../sending/undefined-when";
import type { OrderConfirmation } from "./order-blocks";

/**
 * What the confirmation of an order says, asked for with those that other mails ask for just then; undefined where its
 * customer is not to be written to any more.
 * @throws Error for an order that was never placed
 */
export async function confirmationOf(
  { confirmations, client }: Pick<Deps, "confirmations" | "client">,
  orderId: OrderId,
): Promise<OrderConfirmation | undefined> {
  const answer = await confirmations.ask(orderId).catch(() => undefined);
  if (!answer) {
    // One that can't be given must not hold up the others; and the release of orders beside us may know no such call.
    return client.call(getOrderConfirmation, { params: { orderId } }).catch(undefinedWhen("customer-erased"));
  }
  if (answer.erased.includes(orderId)) return undefined;
  const found = answer.confirmations.find(({ id }) => id === orderId);
  if (!found) throw new Error(`There is no order ${orderId}`);
  return found;
}
