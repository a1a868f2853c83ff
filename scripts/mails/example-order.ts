import { FulfilmentId, OrderId, RefundId, ReturnId, Sku } from "@shopeasy/contracts/ids";
import type { Money } from "@shopeasy/contracts/money";
import type { OrderNotice } from "../../services/notifications/src/orders/order-blocks";

export const usd = (amount: number): Money => ({ amount, currency: "USD" });

/** An id that is the same each time, so that previews can be compared. */
const idOf = (count: number) => `0190a000-0000-7000-8000-${String(count).padStart(12, "0")}`;

export const parcel = FulfilmentId.parse(idOf(2));
export const refund = RefundId.parse(idOf(3));
export const sentBack = ReturnId.parse(idOf(4));

const tent = Sku.parse("NOR-TENT-2P-GRN");
const mug = Sku.parse("KIT-MUG-ENAMEL");
const socks = Sku.parse("WOOL-SOCKS-M-40-43");

/** A guest's order of three things, of which much has happened since. */
export const exampleOrder: OrderNotice = {
  id: OrderId.parse(idOf(1)),
  number: "SE-2026-000123",
  customerId: null,
  email: "ada@example.com",
  recipient: "Ada Lovelace",
  lines: [
    {
      sku: tent,
      name: "Ridge Two-Person Tent",
      options: { Color: "Forest Green", Size: "2 persons" },
      quantity: 1,
      lineTotal: usd(19_900),
    },
    { sku: mug, name: "Enamel Mug", options: {}, quantity: 2, lineTotal: usd(2_980) },
    {
      sku: socks,
      name: "Merino Hiking Socks With Cushioned Soles, Pack of Three",
      options: { Size: "40–43" },
      quantity: 1,
      lineTotal: usd(3_450),
    },
  ],
  subtotal: usd(26_330),
  discount: usd(2_633),
  shipping: usd(0),
  tax: usd(1_896),
  taxIncluded: false,
  total: usd(25_593),
  placedAt: "2026-01-31T12:00:00.000Z",
  accessToken: "Zb3kT0pV9mXq2LrN7cWf5yHs8uJd1aGe4iKoPvQxRtM",
  captured: usd(25_593),
  last4: "4242",
  fulfilments: [
    {
      id: parcel,
      carrier: "UPS",
      trackingNumber: "1Z999AA10123456784",
      trackingUrl: "https://www.ups.com/track?tracknum=1Z999AA10123456784",
      items: [
        { sku: tent, quantity: 1 },
        { sku: mug, quantity: 2 },
      ],
    },
  ],
  refunds: [{ id: refund, amount: usd(3_353), items: [{ sku: socks, quantity: 1 }] }],
  returns: ["requested", "approved", "rejected", "received"].map((status) => ({
    id: sentBack,
    status,
    items: [{ sku: socks, quantity: 1 }],
  })),
};
