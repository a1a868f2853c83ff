import { issueKeysIn } from "../notices/issue-key-rules";

test.each([
  ["SHOP-12: a coupon", "", ["SHOP-12"]],
  ["(SHOP-12), SHOP-12 and X1-3.", "", ["SHOP-12", "X1-3"]],
  ["UTF-8, ISO-8859, SHA-256, CVE-2026 and https://x.example/SHOP-1", "", []],
  ["SHOP-0 shop-5 SHOP- SHOP-12345678 SHOP-1-2 A-1", "", []],
  ["", "feature/shop-7-stock", ["SHOP-7"]],
  ["", "SHOP-7", ["SHOP-7"]],
  ["", "PR-7", []],
  ["", "release-2026", ["RELEASE-2026"]],
])("%j on branch %j is about %j", (messages, branch, keys) => {
  expect(issueKeysIn(messages, branch)).toEqual(keys);
});

test("of very many issues, the first hundred are named", () => {
  const messages = Array.from({ length: 300 }, (_, index) => `SHOP-${index + 1}`).join(" ");

  expect(issueKeysIn(messages)).toHaveLength(100);
});
