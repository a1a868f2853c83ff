import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const cipher = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

export interface Seal {
  secret: string;
  /** What it protects: one secret makes another key for each purpose. */
  purpose: string;
  /** What it belongs to, such as a row's id: it opens there only. */
  boundTo: string;
}

const keyOf = ({ secret, purpose }: Seal) => Buffer.from(hkdfSync("sha256", secret, "", purpose, 32));

/** Encrypts (AES-256-GCM) what a database is to keep and must not show. */
export function seal(content: Buffer, by: Seal): string {
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, keyOf(by), nonce).setAAD(Buffer.from(by.boundTo));
  const sealed = Buffer.concat([sealing.update(content), sealing.final()]);
  return Buffer.concat([nonce, sealing.getAuthTag(), sealed]).toString("base64");
}

/** @throws Error when it was sealed otherwise, or tampered with */
export function unseal(text: string, by: Seal): Buffer {
  const bytes = Buffer.from(text, "base64");
  const nonce = bytes.subarray(0, nonceBytes);
  const tag = bytes.subarray(nonceBytes, nonceBytes + tagBytes);
  const opening = createDecipheriv(cipher, keyOf(by), nonce, { authTagLength: tagBytes })
    .setAAD(Buffer.from(by.boundTo))
    .setAuthTag(tag);
  return Buffer.concat([opening.update(bytes.subarray(nonceBytes + tagBytes)), opening.final()]);
}
