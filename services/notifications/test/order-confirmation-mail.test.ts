import { OrderId, Sku } from "@shopeasy/contracts/ids";
import { newId } from "@shopeasy/platform/ids";
import type { OrderConfirmation } from "../src/orders/order-blocks";
import { orderConfirmationMail } from "../src/orders/order-confirmation-mail";

const usd = (amount: number) => ({ amount, currency: "USD" }) as const;

const aConfirmation = (wanted: Partial<OrderConfirmation> = {}): OrderConfirmation => ({
  id: OrderId.parse(newId()),
  number: "SE-2026-000123",
  customerId: null,
  email: "ada@shopeasy.test",
  recipient: "Ada Lovelace",
  lines: [
    {
      sku: Sku.parse("NOR-TENT-2P-GRN"),
      name: "Ridge Two-Person Tent",
      options: { Color: "Green", Size: "2P" },
      quantity: 2,
      lineTotal: usd(39_800),
    },
  ],
  subtotal: usd(39_800),
  discount: usd(0),
  shipping: usd(0),
  tax: usd(0),
  taxIncluded: false,
  total: usd(39_800),
  placedAt: "2026-01-31T23:30:00.000Z",
  accessToken: null,
  ...wanted,
});

const mailOf = (wanted?: Partial<OrderConfirmation>) =>
  orderConfirmationMail(aConfirmation(wanted), "https://shop.example");

test("the mail tells lines with their options, and what the total is made of", () => {
  const { text } = mailOf({ discount: usd(1_000), tax: usd(800), shipping: usd(499), total: usd(40_099) });

  expect(text).toContain("2 × Ridge Two-Person Tent (Color: Green, Size: 2P) — $398.00");
  expect(text).toContain("Subtotal: $398.00\nDiscount: -$10.00\nShipping: $4.99\nTax: $8.00\nTotal: $400.99");
  expect(text).toContain("Placed on January 31, 2026.");
});

test("tax that the prices hold is told as such, for it is not added", () => {
  const { text } = mailOf({ tax: usd(6_355), taxIncluded: true });

  expect(text).toContain("Shipping: Free\nTax (included): $63.55\nTotal: $398.00");
});

test("a discount and a tax of nothing are not told, and free shipping is", () => {
  const { text, html } = mailOf();

  for (const form of [text, html]) {
    expect(form).not.toContain("Discount");
    expect(form).not.toContain("Tax");
    expect(form).toContain("Free");
  }
});

test("amounts are written in the order's own currency", () => {
  const yen = { amount: 4_200, currency: "JPY" } as const;

  const { text } = mailOf({ subtotal: yen, discount: yen, shipping: yen, tax: yen, total: yen });

  expect(text).toContain("Total: ¥4,200");
});

test("what people typed can't become markup", () => {
  const { html } = mailOf({
    recipient: `<script>"1"`,
    lines: [
      {
        sku: Sku.parse("X"),
        name: `Bold & "brave" <b>`,
        options: { "<i>": "'>" },
        quantity: 1,
        lineTotal: usd(1),
      },
    ],
  });

  expect(html).not.toMatch(/<script|<b>|<i>/);
  expect(html).toContain("Thank you for your order, &lt;script&gt;&quot;1&quot;.");
  expect(html).toContain("Bold &amp; &quot;brave&quot; &lt;b&gt;");
});

test("a token is kept whole in the link", () => {
  const { text } = mailOf({ accessToken: "a+b/c=&d" });

  expect(text).toContain("?token=a%2Bb%2Fc%3D%26d\n");
});
