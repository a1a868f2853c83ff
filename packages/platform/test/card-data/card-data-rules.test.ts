import {
  refuseCardData,
  refuseCardKey,
  refuseCardNumbers,
} from "@shopeasy/platform/card-data/card-data-rules";
import { holdsCardNumber, passesLuhn } from "@shopeasy/platform/card-data/card-number-rules";
import { AppError } from "@shopeasy/platform/errors";
import { cardNumbers, waysToWrite } from "@shopeasy/testing/card-numbers";
import fc from "fast-check";

const codeOf = (refuse: () => unknown) => {
  try {
    refuse();
    return null;
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
};
const codeOfBody = (body: unknown) => codeOf(() => refuseCardData(body));

test.each([
  [{ cardNumber: "anything" }],
  [{ card_number: "4242424242424242" }],
  [{ "Card-Number": "4242 4242 4242 4242" }],
  [{ "card[number]": "anything" }],
  [{ creditCard: { last: "x" } }],
  [{ ＣＶＶ: "123" }],
  [{ cvc: "123" }],
  [{ "exp. month": "12" }],
  [{ paymentMethod: "4242424242424242" }],
  [{ paymentMethod: "pm_4242424242424242" }],
  [{ shippingAddress: { line2: "5555-5555-5555-4444" } }],
  [{ notes: ["thanks", "use 378282246310005 please"] }],
  [{ x: 4242424242424242 }],
  [{ x: 42424242.42424242 }],
  [{ "4242424242424242": "" }],
  [{ deep: { deeper: { expiry: "12/30" } } }],
])("%j is refused, wherever the card data is", (body) => {
  expect(codeOfBody(body)).toBe("card-data-refused");
});

describe.each(cardNumbers)("the number of a %s card, %s", (_scheme, number) => {
  test.each(Object.entries(waysToWrite))("written %s is one", (_way, write) => {
    expect(holdsCardNumber(write(number))).toBe(true);
    expect(holdsCardNumber(`Please use ${write(number)}, it expires 12/30, code 123.`)).toBe(true);
  });
});

test("the refusal names the field and never its value", () => {
  const refuse = () => refuseCardData({ shippingAddress: { line2: "4242424242424242" } });

  expect(refuse).toThrow(
    expect.objectContaining({
      extras: { errors: [expect.objectContaining({ path: "shippingAddress.line2" })] },
    }),
  );
  expect(refuse).not.toThrow(/4242/);
  expect(() => refuseCardData({ address: { "4242424242424242": "" } })).not.toThrow(/4242/);
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

  expect(codeOfBody(body)).toBeNull();
});

// All but the first have a card's check digit.
test.each([
  ["an order number", "Of order SE-2026-000123 one arrived broken, of SE-2026-000131 two."],
  ["a telephone number", "+49 1512 3456787"],
  ["a longer telephone number", "+43 (0) 664 123456785"],
  ["a telephone number as it is dialled", "0049 1512 345670"],
  ["a tracking number of USPS", "9400100000000000000005"],
  ["a time", "2026-01-31 12:00:00.00004"],
  ["a UUID", "42424242-4242-4424-8424-242424242424"],
  ["an EAN", "It says 2000000000008 on the box."],
  ["noughts", "0000 0000 0000 0000"],
])("%s is none: %s", (_what, text) => {
  expect(holdsCardNumber(text)).toBe(false);
});

test("a telephone number without its + is one where it is asked for, and a card's number is none there", () => {
  const digits = "4915123456787";

  expect([passesLuhn(digits), holdsCardNumber(digits)]).toEqual([true, true]);
  expect(codeOfBody({ shippingAddress: { phone: digits } })).toBeNull();
  expect(codeOfBody({ shippingAddress: { phone: "378282246310005" } })).toBe("card-data-refused");
});

test("no id is taken for a card number, whatever its digits", () => {
  const digits = fc.stringMatching(/^[0-9]{8}-[0-9]{4}-4[0-9]{3}-8[0-9]{3}-[0-9]{12}$/);

  fc.assert(
    fc.property(digits, (id) => codeOfBody({ cartId: id }) === null && refuseCardKey(`cart-${id}`) !== ""),
  );
});

test("no random key in hexadecimal is taken for one, and a card's number is as a key, too", () => {
  const hexadecimal = fc.stringMatching(/^[0-9]{15,19}[a-f][0-9]{12}$/);

  fc.assert(fc.property(hexadecimal, (key) => refuseCardKey(key) === key));
  for (const key of ["4242424242424242", "order-4242-4242-4242-4242", "378282246310005/1"]) {
    expect(codeOf(() => refuseCardKey(key))).toBe("card-data-refused");
  }
});

test("what is about no payment may be called as it likes, and some of it may be any number", () => {
  const refuse = refuseCardNumbers("trackingNumber");
  const parcel = { carrier: "Card & Sons", trackingNumber: "4242424242424242" };

  expect(refuse(parcel)).toBe(parcel);
  expect(codeOf(() => refuse({ ...parcel, carrier: "4242424242424242" }))).toBe("card-data-refused");
});

test("of ten numbers that differ in their last digit exactly one passes the check digit", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9]{12,18}$/), (start) => {
      const passing = [..."0123456789"].filter((last) => passesLuhn(start + last));

      return passing.length === 1;
    }),
  );
});

test("a whole body of digits is looked through in no time worth a word", () => {
  const groups = "4 ".repeat(50_000);

  expect(holdsCardNumber(groups)).toBe(holdsCardNumber("4 ".repeat(40)));
});
