import { newId, newSecretId } from "@shopeasy/platform/ids";

describe("ids", () => {
  it("sort in the order they were made", () => {
    const ids = Array.from({ length: 1000 }, newId);

    expect([...ids].sort()).toEqual(ids);
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });

  it("that are secrets are random", () => {
    expect(newSecretId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
  });
});
