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
    lineTotal: Money.describe("Nothing, where it is not sold any more."),
    available: z.int().describe("How many can be bought now."),
    notice: z
      .enum(["price-changed", "insufficient-stock", "unavailable"])
      .nullable()
      .describe(
        "What changed since the line was set: its price, or fewer can be bought than are wanted, or it is not sold any more.",
      ),
  })
  .meta({ id: "CartItem" });

const usDollars = (amount: number) => ({ amount, currency: "USD" });

export const cartExample = {
  id: "6f1c1b1e-6d0e-4b57-9a1c-3f5d9f1f2a10",
  currency: "USD",
  items: [
    {
      sku: "NOR-TENT-2P-GRN",
      productId: "0198c1a4-7b3e-7c55-9d2f-2f0f6b1c8e11",
      slug: "ridge-two-person-tent",
      name: "Ridge Two Person Tent",
      options: { Colour: "Green" },
      image: "https://shop.example/images/ridge-two-person-tent.webp",
      quantity: 2,
      unitPrice: usDollars(24_900),
      lineTotal: usDollars(49_800),
      available: 7,
      notice: "price-changed",
    },
  ],
  coupon: "WELCOME10",
  subtotal: usDollars(49_800),
  discount: usDollars(4_980),
  total: usDollars(44_820),
  itemCount: 2,
  version: 4,
  updatedAt: "2026-01-31T12:00:00.000Z",
  expiresAt: "2026-03-02T12:00:00.000Z",
};

export const CartView = z
  .strictObject({
    id: CartId,
    currency: Currency,
    items: z.array(CartItem),
    coupon: z.string().nullable().describe("It stays when it is good no more, and takes nothing off then."),
    subtotal: Money.describe("The lines' totals."),
    discount: Money.describe("What the coupon takes off."),
    total: Money.describe("The subtotal less the discount; shipping and tax come with the order."),
    itemCount: z.int().describe("Pieces in all."),
    version: z.int(),
    updatedAt: Timestamp,
    expiresAt: Timestamp,
  })
  .meta({ id: "Cart", example: cartExample });
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
