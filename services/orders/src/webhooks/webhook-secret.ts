import { randomBytes } from "node:crypto";
import type { WebhookId } from "@shopeasy/contracts/ids";
import { seal, unseal } from "@shopeasy/platform/sealing/seal";

/** A secret as the Standard Webhooks scheme writes one: 32 random bytes. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString("base64")}`;

const sealOf = (key: string, id: WebhookId) => ({
  secret: key,
  purpose: "shopeasy webhook secrets",
  boundTo: id,
});

/** Encrypts a webhook's secret for the database. */
export const sealSecret = (secret: string, id: WebhookId, key: string): string =>
  seal(Buffer.from(secret), sealOf(key, id));

/** @throws Error when it was sealed under another key, or for another webhook */
export const openSecret = (sealed: string, id: WebhookId, key: string): string =>
  unseal(sealed, sealOf(key, id)).toString();
