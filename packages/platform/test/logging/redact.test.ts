import fc from "fast-check";
import { redact, redactField } from "../../src/logging/redact";
import { isSensitiveKey } from "../../src/logging/sensitive-keys";

test.each([
  "password",
  "newPassword",
  "PASSWORD",
  "token",
  "accessToken",
  "refresh_token",
  "authorization",
  "Proxy-Authorization",
  "cookie",
  "set-cookie",
  "clientSecret",
  "email",
  "emails",
  "customerEmail",
  "card",
  "cardNumber",
  "cartId",
  "cart_id",
  "address",
  "shippingAddress",
  "phone",
  "name",
  "lastName",
  "postalCode",
  "clientIp",
  "idempotencyKey",
])("what stands under %s is not written", (key) => {
  expect(redactField(key, "something")).toBe("[redacted]");
  expect(redactField(key, { deep: ["something"] })).toBe("[redacted]");
});

test.each([
  "orderId",
  "discarded",
  "cardinality",
  "sku",
  "route",
  "status",
  "durationMs",
  "tokenized",
  "queue",
  "table",
  "event",
  "cart",
  "cartVersion",
])("%s is no name of a secret", (key) => {
  expect(isSensitiveKey(key)).toBe(false);
});

test("a yes or no tells nothing of a person", () => {
  expect(redactField("emailVerified", true)).toBe(true);
  expect(redactField("email", null)).toBeNull();
});

test("secrets are found at any depth, in arrays, maps and sets", () => {
  const redacted = redact({
    order: { lines: [{ sku: "MUG-1", gift: { email: "ann@shop.test" } }] },
    map: new Map([["token", "t-1"]]),
    set: new Set(["ann@shop.test"]),
  });

  expect(redacted).toEqual({
    order: { lines: [{ sku: "MUG-1", gift: { email: "[redacted]" } }] },
    map: { token: "[redacted]" },
    set: ["[email]"],
  });
});

test("cycles end, and what stands twice is written twice", () => {
  const brand = { slug: "acme" };
  const product: Record<string, unknown> = { brand, again: brand };
  product.self = product;

  expect(redact(product)).toEqual({ brand: { slug: "acme" }, again: { slug: "acme" }, self: "[circular]" });
});

test("a million items stay a short line", () => {
  const huge = {
    items: Array.from({ length: 1_000_000 }, (_, n) => ({ n, list: Array.from({ length: 3 }, () => n) })),
    text: "x".repeat(1_000_000),
    bytes: Buffer.alloc(1_000_000),
    keys: Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`k${n}`, n])),
  };

  const started = performance.now();
  const line = JSON.stringify(redact(huge));

  expect(line.length).toBeLessThan(20_000);
  expect(line).toContain("more");
  expect(line).toContain("[1000000 bytes]");
  expect(performance.now() - started).toBeLessThan(10_000);
});

test("whatever comes, the result is JSON and bounded", () => {
  fc.assert(
    fc.property(
      fc.anything({
        withBigInt: true,
        withDate: true,
        withMap: true,
        withSet: true,
        withTypedArray: true,
        maxDepth: 8,
      }),
      (value) => {
        const line = JSON.stringify(redact(value)) ?? "";
        return line.length < 300_000;
      },
    ),
    { numRuns: 300 },
  );
});
