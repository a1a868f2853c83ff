import type { ShopEvent } from "@shopeasy/contracts/events";
import type { SellableVariant } from "@shopeasy/contracts/internal/catalog";
import type { getReviewNotice } from "@shopeasy/contracts/internal/feedback";
import type { getWebhookNotice } from "@shopeasy/contracts/internal/orders";
import type { z } from "zod";
import { facts, list, paragraph, quotation } from "../sending/blocks";
import { writeLetter } from "../sending/letter";
import type { Mail } from "../sending/mail";
import { timeInWords } from "../sending/time-in-words";

const reason = "You get this mail because this address is one of the shop's staff.";

/** Tells that little is left of something. `variant` is unknown of what is not sold now. */
export function lowStockMail(
  { sku, available, threshold }: ShopEvent<"stock.low">["data"],
  variant: SellableVariant | undefined,
): Mail {
  const name = variant?.name ?? sku;
  const left = available === 0 ? "Nothing is" : available === 1 ? "1 piece is" : `${available} pieces are`;
  return writeLetter({
    subject: `Low stock: ${sku}`,
    preview: `${left} left of ${name}.`,
    heading: `${left} left of ${name}`,
    blocks: [
      facts([
        ["SKU", sku],
        ...Object.entries(variant?.options ?? {}),
        ["Can be sold now", String(available)],
        ["Told of at", String(threshold)],
      ]),
      paragraph(
        "Order more in time, or lower the threshold of this SKU. No other mail comes about it today.",
      ),
    ],
    reason,
  });
}

/** Tells that a review waits for somebody to decide. */
export function reviewFlaggedMail({
  id,
  rating,
  title,
  body,
  reasons,
}: z.output<typeof getReviewNotice.response>): Mail {
  return writeLetter({
    subject: `A review waits for you: ${title}`,
    preview: reasons.join(", "),
    heading: "A review waits for you",
    blocks: [
      paragraph("It is not shown before you publish it. It waits because of:"),
      list(reasons),
      facts([
        ["Review", id],
        ["Rating", `${rating} of 5`],
        ["Title", title],
      ]),
      quotation(body),
    ],
    reason,
  });
}

/** Tells that a system of the merchant's is told of nothing any more. */
export function webhookDisabledMail(
  { id, url, reason: why }: z.output<typeof getWebhookNotice.response>,
  disabledAt: string,
): Mail {
  return writeLetter({
    subject: "A webhook was switched off",
    preview: url,
    blocks: [
      paragraph("Deliveries to a webhook have failed for so long that no more are tried."),
      facts([
        ["URL", url],
        ["Webhook", id],
        ["Switched off", timeInWords(disabledAt)],
        ...(why === null ? [] : [["Why", why] as const]),
      ]),
      paragraph(
        "Mend what answers at this URL, then switch the webhook on again, and replay what it has missed.",
      ),
    ],
    reason,
  });
}
