import { apiPrefix } from "../../../packages/contracts/src/route-table";
import { readConfig } from "./config";

/** Whoever waits for longer goes to another shop. */
const patienceMs = 10_000;

const nobodys = "00000000-0000-4000-8000-000000000000";

/**
 * What CloudWatch invokes every few minutes: what a customer does up to the order, by what changes nothing.
 * @throws Error that says what a customer came up against
 */
export async function handler(): Promise<string> {
  const { shopUrl } = readConfig();
  const ask = (path: string, status: number, body?: unknown) =>
    answerOf(`${shopUrl}${apiPrefix}${path}`, status, body);

  const { status } = await ask("/health", 200);
  if (status !== "ok") throw new Error(`The shop's health is ${String(status)}`);

  const { items } = await ask("/products?limit=1", 200);
  const [listed] = Array.isArray(items) ? items : [];
  if (!listed) throw new Error("The shop lists no products");

  const shown = await ask(`/products/${encodeURIComponent(Object(listed).slug)}`, 200);
  if (shown.id !== Object(listed).id) throw new Error("A product's page shows another product");

  // Orders asks cart before it says that there is none.
  await ask("/checkout/quote", 404, { cartId: nobodys });
  return "A customer finds products, and could order them.";
}

async function answerOf(url: string, status: number, body?: unknown): Promise<Record<string, unknown>> {
  const { pathname } = new URL(url);
  const response = await fetch(url, {
    headers: { "content-type": "application/json" },
    ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(patienceMs),
  }).catch((cause: unknown) => {
    throw new Error(`${pathname} gave no answer: ${Object(cause).cause?.code ?? Object(cause).name}`, {
      cause,
    });
  });
  if (response.status !== status) throw new Error(`${pathname} gave ${response.status} instead of ${status}`);
  return Object(await response.json()) as Record<string, unknown>;
}
