import type { ShopEvent } from "@shopeasy/contracts/events";
import { getOrderConfirmation } from "@shopeasy/contracts/internal/orders";
import type { Deps } from "../deps";
import { sendOnce } from "../sending/send-once";
import { orderConfirmationMail } from "./order-confirmation-mail";

/**
 * Writes to the customer that her order is paid: one mail for an order, however often its event comes. Who she is and
 * what she bought is asked of orders now, since events carry no people.
 * @throws what the call to orders, the table or SES throws; the event is then to come again
 */
export async function confirmOrder(deps: Deps, { data }: ShopEvent<"order.paid">): Promise<void> {
  const { orderId } = data;
  await sendOnce(deps, { kind: "order-confirmation", about: orderId }, async () => {
    const order = await deps.client.call(getOrderConfirmation, { params: { orderId } });
    return { to: order.email, ...orderConfirmationMail(order, deps.publicUrl) };
  });
}
