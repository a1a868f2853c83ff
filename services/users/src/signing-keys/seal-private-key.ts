import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const cipher = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

/** One key for one purpose, whatever else the secret may come to protect. */
const keyOf = (secret: string) => Buffer.from(hkdfSync("sha256", secret, "", "shopeasy signing keys", 32));

/** Encrypts a private key (PKCS #8) for the database. It opens only under the same secret and `kid`. */
export function sealPrivateKey(privateKey: Buffer, kid: string, secret: string): string {
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, keyOf(secret), nonce).setAAD(Buffer.from(kid));
  const sealed = Buffer.concat([sealing.update(privateKey), sealing.final()]);
  return Buffer.concat([nonce, sealing.getAuthTag(), sealed]).toString("base64");
}

/** @throws Error when the key was sealed under another secret, or tampered with */
export function openPrivateKey(text: string, kid: string, secret: string): Buffer {
  const bytes = Buffer.from(text, "base64");
  const nonce = bytes.subarray(0, nonceBytes);
  const tag = bytes.subarray(nonceBytes, nonceBytes + tagBytes);
  try {
    const opening = createDecipheriv(cipher, keyOf(secret), nonce, { authTagLength: tagBytes })
      .setAAD(Buffer.from(kid))
      .setAuthTag(tag);
    return Buffer.concat([opening.update(bytes.subarray(nonceBytes + tagBytes)), opening.final()]);
  } catch (cause) {
    throw new Error(
      `The signing key ${kid} can't be opened: SIGNING_KEY_SECRET is not the one it was sealed by`,
      {
        cause,
      },
    );
  }
}
