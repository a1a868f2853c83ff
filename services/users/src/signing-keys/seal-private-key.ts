import { seal, unseal } from "@shopeasy/platform/sealing/seal";

const purpose = "shopeasy signing keys";

/** Encrypts a private key (PKCS #8) for the database. It opens only under the same secret and `kid`. */
export const sealPrivateKey = (privateKey: Buffer, kid: string, secret: string): string =>
  seal(privateKey, { secret, purpose, boundTo: kid });

/** @throws Error when the key was sealed under another secret, or tampered with */
export function openPrivateKey(text: string, kid: string, secret: string): Buffer {
  try {
    return unseal(text, { secret, purpose, boundTo: kid });
  } catch (cause) {
    throw new Error(
      `The signing key ${kid} can't be opened: SIGNING_KEY_SECRET is not the one it was sealed by`,
      { cause },
    );
  }
}
