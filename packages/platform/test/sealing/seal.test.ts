import { seal, unseal } from "../../src/sealing/seal";

const by = { secret: "a-secret-of-at-least-32-characters", purpose: "tests", boundTo: "row-1" };

test("what was sealed opens, and shows nothing of itself before", () => {
  const sealed = seal(Buffer.from("content"), by);

  expect(unseal(sealed, by).toString()).toBe("content");
  expect(Buffer.from(sealed, "base64").includes("content")).toBe(false);
  expect(seal(Buffer.from("content"), by)).not.toBe(sealed);
});

test.each([
  ["another secret", { secret: "another-secret-of-32-characters!" }],
  ["another purpose", { purpose: "others" }],
  ["another row", { boundTo: "row-2" }],
])("it does not open under %s", (_, differently) => {
  const sealed = seal(Buffer.from("content"), by);

  expect(() => unseal(sealed, { ...by, ...differently })).toThrow();
});

test("what was tampered with does not open", () => {
  const bytes = Buffer.from(seal(Buffer.from("content"), by), "base64");
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);

  expect(() => unseal(bytes.toString("base64"), by)).toThrow();
});
