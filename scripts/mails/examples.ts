import { ProductId, ReviewId, Sku, UserId, WebhookId } from "@shopeasy/contracts/ids";
import { linkMail } from "../../services/notifications/src/accounts/link-mails";
import { passwordChangedMail } from "../../services/notifications/src/accounts/password-changed-mail";
import { feedbackReplyMail } from "../../services/notifications/src/feedback/feedback-reply-mail";
import {
  orderCancelledMail,
  paymentFailedMail,
} from "../../services/notifications/src/orders/given-up-mails";
import { orderConfirmationMail } from "../../services/notifications/src/orders/order-confirmation-mail";
import { orderRefundedMail } from "../../services/notifications/src/orders/order-refunded-mail";
import { orderDeliveredMail, orderShippedMail } from "../../services/notifications/src/orders/parcel-mails";
import { returnMail } from "../../services/notifications/src/orders/return-mail";
import { reviewInvitationMail } from "../../services/notifications/src/orders/review-invitation-mail";
import type { NotificationKind } from "../../services/notifications/src/sending/claim-notification";
import type { Mail } from "../../services/notifications/src/sending/mail";
import {
  lowStockMail,
  reviewFlaggedMail,
  webhookDisabledMail,
} from "../../services/notifications/src/staff/staff-mails";
import { exampleOrder, parcel, refund, sentBack, usd } from "./example-order";

const token = "Zb3kT0pV9mXq2LrN7cWf5yHs8uJd1aGe4iKoPvQxRtM";
const asked = {
  email: "ada@example.com",
  name: "Ada Lovelace",
  token,
  expiresAt: "2026-01-31T13:00:00.000Z",
};
const sku = Sku.parse("NOR-TENT-2P-GRN");
const productId = ProductId.parse("0190a000-0000-7000-8000-000000000011");
/** As where prices hold the tax: it is a part of the total, and adds nothing to it. */
const withTaxIncluded = { taxIncluded: true, total: usd(23_697) };

/** Every kind of mail with what it may be about, by a name for each; `shop` is the address that links begin with. */
function exampleMails(shop: string): Record<NotificationKind, Record<string, Mail | undefined>> {
  const returned = (status: string) =>
    returnMail(
      { ...exampleOrder, returns: exampleOrder.returns.filter((one) => one.status === status) },
      { returnId: sentBack, status },
      {
        publicUrl: shop,
        returnsAddress: "ShopEasy, Returns\n1 Warehouse Road\nSpringfield, IL 62701\nUnited States",
      },
    );
  const part = { fulfilmentId: parcel, complete: false };
  const all = { fulfilmentId: parcel, complete: true };
  return {
    "order-confirmation": {
      guest: orderConfirmationMail(exampleOrder, shop),
      customer: orderConfirmationMail({ ...exampleOrder, ...withTaxIncluded, accessToken: null }, shop),
    },
    "payment-failed": { any: paymentFailedMail({ ...exampleOrder, captured: usd(0) }, shop) },
    "order-cancelled": {
      paid: orderCancelledMail(exampleOrder, shop),
      unpaid: orderCancelledMail({ ...exampleOrder, captured: usd(0) }, shop),
    },
    "order-shipped": {
      part: orderShippedMail(exampleOrder, part, shop),
      all: orderShippedMail(exampleOrder, all, shop),
    },
    "order-delivered": {
      part: orderDeliveredMail(exampleOrder, part, shop),
      all: orderDeliveredMail(exampleOrder, all, shop),
    },
    "order-refunded": {
      part: orderRefundedMail(
        exampleOrder,
        { refundId: refund, amount: usd(3_353), refunded: usd(3_353) },
        shop,
      ),
      more: orderRefundedMail(
        { ...exampleOrder, last4: null },
        { refundId: refund, amount: usd(3_353), refunded: usd(9_000) },
        shop,
      ),
    },
    "return-step": {
      requested: returned("requested"),
      approved: returned("approved"),
      rejected: returned("rejected"),
      received: returned("received"),
    },
    "review-invitation": {
      any: reviewInvitationMail(
        exampleOrder,
        { name: "Ada Lovelace", unsubscribeLink: `${shop}/unsubscribe?token=0190a000.${token}` },
        shop,
      ),
    },
    "email-verification": { any: linkMail({ purpose: "verify-email", ...asked }, shop) },
    "password-reset": { any: linkMail({ purpose: "reset-password", ...asked }, shop) },
    "password-changed": {
      any: passwordChangedMail({ name: "Ada Lovelace", changedAt: "2026-01-31T12:00:00.000Z" }),
    },
    "feedback-reply": {
      any: feedbackReplyMail({
        name: "Ada Lovelace",
        message: "The zip of my tent sticks.\nIs there something that I can do about it?",
        reply:
          "Thank you for telling us!\n\nA little candle wax on the teeth helps. If it does not, send the tent back to us: we mend it.",
      }),
    },
    "low-stock": {
      some: lowStockMail(
        { sku, productId, available: 3, threshold: 5 },
        {
          sku,
          productId,
          slug: "ridge-two-person-tent",
          name: "Ridge Two-Person Tent",
          options: { Color: "Forest Green" },
          image: null,
          price: { amount: 19_900, currency: "USD" },
          available: 3,
          weightGrams: 2_400,
          categoryPath: ["Outdoor", "Tents"],
          categories: ["outdoor", "tents"],
        },
      ),
      none: lowStockMail({ sku, productId, available: 0, threshold: 5 }, undefined),
    },
    "review-flagged": {
      any: reviewFlaggedMail({
        id: ReviewId.parse("0190a000-0000-7000-8000-000000000012"),
        productId,
        customerId: UserId.parse("0190a000-0000-7000-8000-000000000013"),
        rating: 1,
        title: "Never again",
        body: "Better look at https://cheap-tents.example, all is cheaper there!!!",
        status: "flagged",
        reasons: ["link", "reported by 3 customers"],
      }),
    },
    "webhook-disabled": {
      any: webhookDisabledMail(
        {
          id: WebhookId.parse("0190a000-0000-7000-8000-000000000014"),
          url: "https://erp.example.com/shop/events",
          disabledAt: "2026-01-31T12:00:00.000Z",
          reason: "It answered 503 to each delivery for 24 hours.",
        },
        "2026-01-31T12:00:00.000Z",
      ),
    },
  };
}

export interface NamedMail {
  /** Of a file: `order-confirmation`, or `order-confirmation-guest` where a kind has several. */
  name: string;
  mail: Mail;
}

/** All of them, one after another. */
export const namedExamples = (shop: string): NamedMail[] =>
  Object.entries(exampleMails(shop)).flatMap(([kind, mails]) =>
    Object.entries(mails).flatMap(([variant, mail]) =>
      mail ? [{ name: variant === "any" ? kind : `${kind}-${variant}`, mail }] : [],
    ),
  );
