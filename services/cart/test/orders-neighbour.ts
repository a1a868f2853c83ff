import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { freshDatabase } from "@shopeasy/testing/database";
import { startServiceProgram } from "@shopeasy/testing/service-program";
import { accessTokenFor } from "@shopeasy/testing/tokens";

/** Nobody listens there: coupons are priced without anybody else. */
const nowhere = "http://127.0.0.1:9";

/** The real orders service, as a program on a database of this file's own, and what staff do there. */
export async function startOrders() {
  const database = await freshDatabase({
    migrationsFolder: join(__dirname, "../../orders/src/db/migrations"),
  });
  const program = await startServiceProgram("services/orders/main.js", {
    DATABASE_URL: database.url,
    CATALOG_URL: nowhere,
    CART_URL: nowhere,
    USERS_URL: nowhere,
    EVENTS_TOPIC_ARN: "arn:aws:sns:us-east-1:000000000000:unused",
    STRIPE_SECRET_KEY: "sk_test_unused",
    STRIPE_WEBHOOK_SECRET: "whsec_unused",
    GUEST_TOKEN_SECRET: "a-guest-token-secret-for-tests-only",
    WEBHOOK_SECRET_KEY: "a-webhook-secret-key-for-tests-only",
  });
  const token = await accessTokenFor({ userId: randomUUID(), role: "staff" });

  async function asStaff(method: string, path: string, body: unknown): Promise<Record<string, unknown>> {
    const response = await fetch(`${program.url}/api/v1${path}`, {
      method,
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text);
  }

  return {
    internalUrl: program.internalUrl,
    /** A promotion with a code of its own. */
    async promote(terms: Record<string, unknown>) {
      const code = `C-${randomUUID().slice(0, 8)}`.toUpperCase();
      const { id } = await asStaff("POST", "/promotions", { code, ...terms });
      return { id: String(id), code };
    },
    end: (id: string) => asStaff("PATCH", `/promotions/${id}`, { active: false }),
    async stop() {
      await program.stop();
      await database.drop();
    },
  };
}
