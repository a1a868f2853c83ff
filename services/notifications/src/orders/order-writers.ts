import type { ShopEvent } from "@shopeasy/contracts/events";
import { getOrderNotice } from "@shopeasy/contracts/internal/orders";
import { annotate } from "@shopeasy/platform/tracing/tracing";
import type { Deps } from "../deps";
import type { NotificationKind } from "../sending/claim-notification";
import type { Mail } from "../sending/mail";
import { sendOnce } from "../sending/send-once";
import { undefinedWhen } from "../sending/undefined-when";
import { confirmationOf } from "./confirmation-of";
import { orderCancelledMail, paymentFailedMail } from "./given-up-mails";
import { inviteToReview } from "./invite-to-review";
import type { OrderNotice } from "./order-blocks";
import { orderConfirmationMail } from "./order-confirmation-mail";
import { orderRefundedMail } from "./order-refunded-mail";
import { orderDeliveredMail, orderShippedMail } from "./parcel-mails";
import { returnMail } from "./return-mail";

type OrderEvent = ShopEvent & { data: { orderId: unknown } };

/** What an order's customer is told of an event. Who she is and what she bought is asked of orders then, since events carry no people. */
export const orderWriters = {
  async "order.paid"(deps: Deps, { data: { orderId } }: ShopEvent<"order.paid">) {
    annotate("order_id", orderId);
    await sendOnce(deps, { kind: "order-confirmation", about: orderId, orderId }, async () => {
      const order = await confirmationOf(deps, orderId);
      return order && addressed(order, orderConfirmationMail(order, deps.publicUrl));
    });
  },
  "order.payment-failed": (deps: Deps, event: ShopEvent<"order.payment-failed">) =>
    tell(deps, event, "payment-failed", event.data.orderId, (order) =>
      paymentFailedMail(order, deps.publicUrl),
    ),
  "order.cancelled": (deps: Deps, event: ShopEvent<"order.cancelled">) =>
    tell(deps, event, "order-cancelled", event.data.orderId, (order) =>
      orderCancelledMail(order, deps.publicUrl),
    ),
  "order.fulfilled": (deps: Deps, event: ShopEvent<"order.fulfilled">) =>
    tell(deps, event, "order-shipped", event.data.fulfilmentId, (order) =>
      orderShippedMail(order, event.data, deps.publicUrl),
    ),
  async "order.delivered"(deps: Deps, event: ShopEvent<"order.delivered">) {
    await tell(deps, event, "order-delivered", event.data.fulfilmentId, (order) =>
      orderDeliveredMail(order, event.data, deps.publicUrl),
    );
    await inviteToReview(deps, event);
  },
  "order.refunded": (deps: Deps, event: ShopEvent<"order.refunded">) =>
    tell(deps, event, "order-refunded", event.data.refundId, (order) =>
      orderRefundedMail(order, event.data, deps.publicUrl),
    ),
  "order.return-changed": (deps: Deps, event: ShopEvent<"order.return-changed">) =>
    tell(deps, event, "return-step", `${event.data.returnId}:${event.data.status}`, (order) =>
      returnMail(order, event.data, deps),
    ),
} as const;

/** One mail of a kind, about what has this id. */
async function tell(
  deps: Deps,
  { data: { orderId } }: Extract<OrderEvent, { type: keyof typeof orderWriters }>,
  kind: NotificationKind,
  about: string,
  write: (order: OrderNotice) => Mail | undefined,
): Promise<void> {
  annotate("order_id", orderId);
  await sendOnce(deps, { kind, about, orderId }, async () => {
    const order = await deps.client
      .call(getOrderNotice, { params: { orderId } })
      .catch(undefinedWhen("customer-erased"));
    return order && addressed(order, write(order));
  });
}

const addressed = (
  { email, customerId }: Pick<OrderNotice, "email" | "customerId">,
  mail: Mail | undefined,
) => mail && { to: [email], userId: customerId, ...mail };
