import { createHmac } from "node:crypto";

export interface Signed {
  /** The `webhook-id`: the event's. */
  id: string;
  /** Of this attempt. */
  at: Date;
  body: string;
  /** `whsec_…`, newest first. */
  secrets: readonly string[];
}

/** The headers of a webhook by the Standard Webhooks scheme (standardwebhooks.com), a signature for each secret. */
export function signedHeaders({ id, at, body, secrets }: Signed) {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
    return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
  });
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signatures.join(" "),
  };
}
