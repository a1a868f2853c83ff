import fc from "fast-check";
import { maskText } from "../../src/logging/mask-text";

const jwt = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

test.each([
  ["mail to Ann.Lee+shop@mail.example.co.uk bounced", "mail to [email] bounced"],
  ["josé@exämple.de", "[email]"],
  ["/users?email=ann%40shop.test&page=2", "/users?email=[redacted]&page=2"],
  ["ann%40shop.test", "[email]"],
  [`token ${jwt} expired`, "token [jwt] expired"],
  [`Authorization: Bearer ${jwt}`, "Authorization: bearer [redacted]"],
  ["authorization: bearer abc.def~ghi", "authorization: bearer [redacted]"],
  ["card 4242 4242 4242 4242 declined", "card [card] declined"],
  ["4242424242424242", "[card]"],
  ["378282246310005", "[card]"],
  ["5555-5555-5555-4444,", "[card],"],
  ["pm_card_visa and sk_test_4eC39HqLyjWDarjtT1", "pm_[redacted] and sk_[redacted]"],
  ["pi_3MtwBw_secret_YrKJUKribcBjc", "pi_3MtwBw_secret_[redacted]"],
  ["/orders/1?token=s3cr3t", "/orders/1?token=[redacted]"],
  ["postgres://shop:hunter2@db:5432/orders", "postgres://[credentials]@db:5432/orders"],
  ["GET /carts/0b0e3f0a-5b0e-4c6e-9c0e-0e4a0f3f2a11", "GET /carts/0b0e3f0a-[redacted]"],
])("%s is written as %s", (text, masked) => {
  expect(maskText(text)).toBe(masked);
});

test.each([
  "0198c0de-7c3f-7b1a-9d5e-2f6a3b4c5d6e",
  "1-67891233-abcdef012345678912345678",
  "SE-2026-000123",
  "1234567812345678",
  "4242424242424241",
  "1795200000000",
  "node_modules/@aws-sdk/client-sqs/dist-cjs/index.js:4:2",
  "a task_force of disk_drives",
  "GET /api/v1/products?limit=20&sort=-price",
])("%s is left as it is", (text) => {
  expect(maskText(text)).toBe(text);
});

test("no card number that passes its check survives, however it is spaced", () => {
  const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 15, maxLength: 15 });
  fc.assert(
    fc.property(digits, fc.constantFrom("", " ", "-"), (some, gap) => {
      const card = withCheckDigit([4, ...some.slice(0, 14)]);
      const written = card.replace(/(\d{4})(?=\d)/g, `$1${gap}`);

      return maskText(`paid by ${written}.`) === "paid by [card].";
    }),
  );
});

test("a long text that is nearly an address is masked in no time", () => {
  const text = `${"a".repeat(4000)}@${"b.".repeat(2000)}`;

  const started = performance.now();
  maskText(text);

  expect(performance.now() - started).toBeLessThan(10_000);
});

/** Fifteen digits and the sixteenth that makes them a card's. */
function withCheckDigit(digits: readonly number[]): string {
  const sum = digits.reduce((total, digit, index) => {
    const weighted = index % 2 === 0 ? digit * 2 : digit;
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return [...digits, (10 - (sum % 10)) % 10].join("");
}
