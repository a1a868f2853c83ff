import { AppError } from "@shopeasy/platform/errors";
import fc from "fast-check";
import { passesLuhn, refuseCardData } from "../src/orders/card-data-rules";

const codeOf = (body: unknown) => {
  try {
    refuseCardData(body);
    return null;
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
};

test.each([
  [{ cardNumber: "anything" }],
  [{ card_number: "4242424242424242" }],
  [{ "Card-Number": "4242 4242 4242 4242" }],
  [{ cvc: "123" }],
  [{ paymentMethod: "4242424242424242" }],
  [{ shippingAddress: { line2: "5555-5555-5555-4444" } }],
  [{ notes: ["thanks", "use 378282246310005 please"] }],
  [{ x: 4242424242424242 }],
  [{ deep: { deeper: { expiry: "12/30" } } }],
])("%j is refused, wherever the card data is", (body) => {
  expect(codeOf(body)).toBe("card-data-refused");
});

test("the refusal names the field and never its value", () => {
  const refuse = () => refuseCardData({ shippingAddress: { line2: "4242424242424242" } });

  expect(refuse).toThrow(
    expect.objectContaining({
      extras: { errors: [expect.objectContaining({ path: "shippingAddress.line2" })] },
    }),
  );
  expect(refuse).not.toThrow(/4242/);
});

test("an ordinary order is let through", () => {
  const body = {
    cartId: "0190a000-1111-4111-8111-111111111111",
    email: "ada@example.com",
    shippingAddress: {
      name: "Ada",
      line1: "1234 56th Street",
      postalCode: "94103-1234",
      phone: "+1 415 555 0132",
    },
    paymentMethod: "pm_card_visa",
    expectedTotal: { amount: 1999, currency: "USD" },
  };

  expect(codeOf(body)).toBeNull();
});

test("no id is taken for a card number, whatever its digits", () => {
  const digits = fc.stringMatching(/^[0-9]{8}-[0-9]{4}-4[0-9]{3}-8[0-9]{3}-[0-9]{12}$/);

  fc.assert(fc.property(digits, (id) => codeOf({ cartId: id }) === null));
});

test("of ten numbers that differ in their last digit exactly one passes the check digit", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9]{12,18}$/), (start) => {
      const passing = [..."0123456789"].filter((last) => passesLuhn(start + last));

      return passing.length === 1;
    }),
  );
});
