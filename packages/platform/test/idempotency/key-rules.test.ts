import { InvalidInput } from "@shopeasy/platform/errors";
import { fingerprint, parseIdempotencyKey } from "@shopeasy/platform/idempotency/key-rules";

describe("an Idempotency-Key", () => {
  it.each(["a", "order-17/b", "!~", "k".repeat(255)])("can be %j", (key) => {
    expect(parseIdempotencyKey(key)).toBe(key);
  });

  it.each([undefined, "", "k".repeat(256), "two words", "naïve", "tab\t", "\u007f"])("can't be %j", (key) => {
    expect(() => parseIdempotencyKey(key)).toThrow(InvalidInput);
  });
});

describe("the fingerprint of a body", () => {
  it("is the same in whatever order its members come", () => {
    const one = { cart: "c", address: { city: "Ulm", line1: "A 1" }, note: undefined };
    const other = { address: { line1: "A 1", city: "Ulm" }, cart: "c" };

    expect(fingerprint(one)).toBe(fingerprint(other));
  });

  it.each([
    [
      [1, 2],
      [2, 1],
    ],
    [{ a: 1 }, { a: "1" }],
    [{ a: null }, {}],
    [undefined, {}],
    ["", undefined],
  ])("tells %j from %j", (one, other) => {
    expect(fingerprint(one)).not.toBe(fingerprint(other));
  });
});
