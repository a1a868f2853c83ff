import type { ShopEvent } from "@shopeasy/contracts/events";
import { lookUpVariants } from "@shopeasy/contracts/internal/catalog";
import { getReviewNotice } from "@shopeasy/contracts/internal/feedback";
import { getWebhookNotice } from "@shopeasy/contracts/internal/orders";
import type { Deps } from "../deps";
import { sendOnce } from "../sending/send-once";
import { undefinedWhen } from "../sending/undefined-when";
import { lowStockMail, reviewFlaggedMail, webhookDisabledMail } from "./staff-mails";

/** What staff are told of an event. What is over by then is told no more. */
export const staffWriters = {
  /** Once a SKU and day (by UTC), for it may go up and down around its threshold. */
  async "stock.low"(deps: Deps, { occurredAt, data }: ShopEvent<"stock.low">) {
    const { sku } = data;
    await sendOnce(deps, { kind: "low-stock", about: `${sku}:${occurredAt.slice(0, 10)}` }, async () => {
      const { variants } = await deps.client.call(lookUpVariants, { body: { skus: [sku] } });
      return { to: deps.staffMail, ...lowStockMail(data, variants[0]) };
    });
  },
  async "review.flagged"(deps: Deps, { id, data: { reviewId } }: ShopEvent<"review.flagged">) {
    await sendOnce(deps, { kind: "review-flagged", about: id }, async () => {
      const review = await deps.client
        .call(getReviewNotice, { params: { reviewId } })
        .catch(undefinedWhen("review-not-found"));
      if (review?.status !== "flagged") return undefined;
      return { to: deps.staffMail, ...reviewFlaggedMail(review) };
    });
  },
  async "webhook.disabled"(deps: Deps, { id, data: { webhookId } }: ShopEvent<"webhook.disabled">) {
    await sendOnce(deps, { kind: "webhook-disabled", about: id }, async () => {
      const webhook = await deps.client
        .call(getWebhookNotice, { params: { webhookId } })
        .catch(undefinedWhen("webhook-not-found"));
      if (!webhook?.disabledAt) return undefined;
      return { to: deps.staffMail, ...webhookDisabledMail(webhook, webhook.disabledAt) };
    });
  },
} as const;
