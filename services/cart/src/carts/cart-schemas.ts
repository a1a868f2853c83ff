import { Timestamp } from "@shopeasy/contracts/conventions";
import { CartId, ProductId, Sku } from "@shopeasy/contracts/ids";
import { Currency, Money } from "@shopeasy/contracts/money";
import { z } from "zod";

const CartItem = z
  .strictObject({
    sku: Sku,
    productId: ProductId,
    slug: z.string(),
    name: z.string(),
    options: z.record(z.string(), z.string()),
    image: z.string().nullable(),
    quantity: z.int(),
    unitPrice: Money.describe("Today's."),
    lineTotal: Money,
    available: z.int().describe("How many can be bought now."),
    notice: z
      .enum(["price-changed", "insufficient-stock", "unavailable"])
      .nullable()
      .describe(
        "What changed since the line was set: its price, or fewer can be bought than are wanted, or it is not sold any more.",
      ),
  })
  .meta({ id: "CartItem" });

export const CartView = z
  .strictObject({
    id: CartId,
    currency: Currency,
    items: z.array(CartItem),
    coupon: z.string().nullable(),
    subtotal: Money,
    discount: Money,
    total: Money,
    itemCount: z.int().describe("Pieces in all."),
    version: z.int(),
    updatedAt: Timestamp,
    expiresAt: Timestamp,
  })
  .meta({ id: "Cart" });
export type CartView = z.infer<typeof CartView>;
export type CartNotice = CartView["items"][number]["notice"];

/** The cart that a call is about. */
export const cartParams = { id: CartId };

/** `If-Match: 7`; `"7"` and `*` are taken, too. */
export const ifMatchHeader = z.object({
  "if-match": z
    .string()
    .trim()
    .regex(/^(\*|(W\/)?"\d{1,15}"|\d{1,15})$/, "must be the cart's version")
    .optional()
    .describe("The version that the cart must still have."),
});

/** The version that an `If-Match` names; undefined where any will do. */
export function versionIn({ "if-match": header }: z.infer<typeof ifMatchHeader>): number | undefined {
  if (header === undefined || header === "*") return undefined;
  return Number(header.replace(/^W\/|"/g, ""));
}
