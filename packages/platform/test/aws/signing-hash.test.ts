import { createHmac } from "node:crypto";
import { SigningHash } from "@shopeasy/platform/aws/signing-hash";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

describe("the hash that requests are signed with", () => {
  // FIPS 180-4's example of one block.
  const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  it.each([
    ["a text", ["abc"]],
    ["bytes", [new Uint8Array([97, 98, 99])]],
    ["parts of all kinds", ["a", new Uint8Array([0, 98]).subarray(1), new Uint8Array([99]).buffer]],
  ])("is SHA-256 of %s", async (_of, parts) => {
    const hash = new SigningHash();
    for (const part of parts) hash.update(part);

    expect(hex(await hash.digest())).toBe(abc);
    expect(hex(await hash.digest())).toBe(abc);
  });

  it("begins anew when it is reset, and knows the hash of nothing", async () => {
    const hash = new SigningHash();
    hash.update("abc");
    hash.reset();

    expect(hex(await hash.digest())).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });

  // RFC 4231, test cases 1 and 2.
  it.each([
    [
      new Uint8Array(20).fill(0x0b),
      "Hi There",
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
    ],
    [
      "Jefe",
      "what do ya want for nothing?",
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    ],
  ])("is HMAC with a secret of either kind, each time", async (secret, data, expected) => {
    for (const _time of ["first", "with the key it made"]) {
      const hash = new SigningHash(secret);
      hash.update(data);

      expect(hex(await hash.digest())).toBe(expected);
    }
  });

  it("is HMAC with each secret's own key, whichever came before", async () => {
    const secrets = ["AWS4one", new Uint8Array([1]), "AWS4other", new Uint8Array([2])];

    for (const secret of [...secrets, ...secrets]) {
      const hash = new SigningHash(secret);
      hash.update("20261122");

      expect(hex(await hash.digest())).toBe(createHmac("sha256", secret).update("20261122").digest("hex"));
    }
  });
});
