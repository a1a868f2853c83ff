import { createHmac, createSecretKey, hash, type KeyObject } from "node:crypto";

type Bytes = string | ArrayBuffer | ArrayBufferView;

/**
 * SHA-256 and its HMAC for the signing of requests, as the AWS SDK wants it (its `sha256`): the same as its own, for
 * half of what a call's signature costs. What is hashed is kept until `digest`: not for contents of any length.
 */
export class SigningHash {
  readonly #secret: Bytes | undefined;
  #parts: Buffer[] = [];

  constructor(secret?: Bytes) {
    this.#secret = secret;
  }

  update(data: Bytes): void {
    this.#parts.push(bufferOf(data));
  }

  async digest(): Promise<Uint8Array> {
    const [first = Buffer.alloc(0), ...others] = this.#parts;
    const content = others.length === 0 ? first : Buffer.concat(this.#parts);
    if (this.#secret === undefined) return hash("sha256", content, "buffer");
    return createHmac("sha256", keyOf(this.#secret)).update(content).digest();
  }

  reset(): void {
    this.#parts = [];
  }
}

/** Signing keys hold for a day, secrets for hours. node:crypto takes longer to make a key than to use it. */
const signingKeys = new WeakMap<object, KeyObject>();
let newest: { secret: string; key: KeyObject } | undefined;

function keyOf(secret: Bytes): KeyObject {
  if (typeof secret === "string") {
    if (newest?.secret !== secret) newest = { secret, key: createSecretKey(bufferOf(secret)) };
    return newest.key;
  }
  const known = signingKeys.get(secret) ?? createSecretKey(bufferOf(secret));
  signingKeys.set(secret, known);
  return known;
}

function bufferOf(data: Bytes): Buffer {
  if (typeof data === "string") return Buffer.from(data);
  if (!ArrayBuffer.isView(data)) return Buffer.from(data);
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
}
