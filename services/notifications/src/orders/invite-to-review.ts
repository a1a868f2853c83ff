import type { ShopEvent } from "@shopeasy/contracts/events";
import { getOrderNotice } from "@shopeasy/contracts/internal/orders";
import { getUser } from "@shopeasy/contracts/internal/users";
import type { Deps } from "../deps";
import { sendOnce } from "../sending/send-once";
import { undefinedWhen } from "../sending/undefined-when";
import { reviewInvitationMail } from "./review-invitation-mail";

/** Asks a customer for reviews once all of her order has arrived, if she agreed to such mails. A guest can't review. */
export async function inviteToReview(deps: Deps, { data }: ShopEvent<"order.delivered">): Promise<void> {
  const { orderId, customerId, complete } = data;
  if (!complete || customerId === null) return;
  const user = await deps.client
    .call(getUser, { params: { userId: customerId } })
    .catch(undefinedWhen("user-not-found"));
  if (!user?.marketingConsent || user.unsubscribeToken === null) return;
  const unsubscribeLink = `${deps.publicUrl}/unsubscribe?token=${encodeURIComponent(user.unsubscribeToken)}`;
  await sendOnce(deps, { kind: "review-invitation", about: orderId, orderId }, async () => {
    const order = await deps.client
      .call(getOrderNotice, { params: { orderId } })
      .catch(undefinedWhen("customer-erased"));
    if (!order) return undefined;
    const mail = reviewInvitationMail(order, { name: user.name, unsubscribeLink }, deps.publicUrl);
    return { to: [user.email], userId: user.id, unsubscribeLink, ...mail };
  });
}
