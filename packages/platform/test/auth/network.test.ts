import { networkOf } from "../../src/auth/network";

describe("the network of an address", () => {
  test.each([
    ["203.0.113.7", "203.0.113.200"],
    ["203.0.113.7", "::ffff:203.0.113.9"],
    ["2001:db8:1:1100::1", "2001:db8:1:11ff:ffff::2"],
  ])("is the same for %s and %s", (one, other) => {
    expect(networkOf(one)).toBe(networkOf(other));
  });

  test.each([
    ["203.0.113.7", "203.0.114.7"],
    ["2001:db8:1:1100::1", "2001:db8:1:1200::1"],
    ["127.0.0.1", "::1"],
  ])("is another for %s and %s", (one, other) => {
    expect(networkOf(one)).not.toBe(networkOf(other));
  });
});
