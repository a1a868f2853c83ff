const usd = (amount: number) => ({ amount, currency: "USD" });

export const addressExample = {
  name: "Ada Lovelace",
  line1: "1 Main Street",
  city: "Springfield",
  region: "IL",
  postalCode: "62701",
  country: "US",
};

/** An order as the API's documentation shows one: paid, and on its way. */
export const orderExample = {
  id: "0190a000-0000-7000-8000-000000000001",
  number: "SE-2026-000123",
  status: "fulfilled",
  email: "ada@example.com",
  items: [
    {
      sku: "NOR-TENT-2P-GRN",
      productId: "0190a000-0000-7000-8000-000000000002",
      name: "Ridge Two-Person Tent",
      options: { Colour: "Green" },
      quantity: 1,
      unitPrice: usd(19_900),
      lineTotal: usd(19_900),
      discount: usd(1_990),
      tax: usd(0),
    },
  ],
  subtotal: usd(19_900),
  discount: usd(1_990),
  shipping: usd(0),
  tax: usd(0),
  taxIncluded: false,
  total: usd(17_910),
  refunded: usd(0),
  coupon: "SPRING10",
  shippingAddress: addressExample,
  billingAddress: addressExample,
  shippingMethod: "standard",
  payment: { status: "paid", brand: "visa", last4: "4242" },
  fulfilments: [
    {
      id: "0190a000-0000-7000-8000-000000000031",
      carrier: "UPS",
      trackingNumber: "1Z999AA10123456784",
      trackingUrl: "https://www.ups.com/track?tracknum=1Z999AA10123456784",
      items: [{ sku: "NOR-TENT-2P-GRN", quantity: 1 }],
      shippedAt: "2026-02-01T15:00:00.000Z",
      deliveredAt: null,
    },
  ],
  timeline: [
    { at: "2026-01-31T12:00:00.000Z", type: "placed", detail: "The order was placed." },
    { at: "2026-01-31T12:00:01.000Z", type: "paid", detail: "The payment was collected." },
    {
      at: "2026-02-01T15:00:00.000Z",
      type: "fulfilled",
      detail: "All that was left of the order was shipped with UPS.",
    },
  ],
  placedAt: "2026-01-31T12:00:00.000Z",
};

const [placed, paid] = orderExample.timeline;

/** The same order just after it was placed, by a guest. */
export const placedOrderExample = {
  ...orderExample,
  status: "paid",
  fulfilments: [],
  timeline: [placed, paid],
  token: "4Xk1rDqfB0m2m5yYb4kQv0wqjv0cUuYb2m1W3f8x0aE",
};

/** The same order while the customer's bank wants her to confirm the payment. */
export const pendingOrderExample = {
  ...placedOrderExample,
  status: "requires-action",
  payment: { status: "requires-action", brand: null, last4: null },
  timeline: [placed],
  clientSecret: "pi_3MtwBwLkdIwHu7ix28a3tqPa_secret_YrKJUKribcBjcG8HVhfZluoGH",
};
