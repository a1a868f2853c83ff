import { askAgain } from "./ask-again";
import type { CustomerPlan } from "./plan-customer";
import type { AskShop } from "./shop-calls";

/** A cart with what she wants, as far as it can be had; null where there is nothing in it. */
export async function fillCart(
  ask: AskShop,
  { items }: CustomerPlan,
  token: string | undefined,
  signal: AbortSignal,
): Promise<string | null> {
  const made = await askAgain(() => ask("POST", "/carts", { token }), { signal });
  const cartId = made.status < 300 ? made.body?.id : undefined;
  if (cartId === undefined) return null;
  // A member's cart may hold what her last visit left.
  if (token) await askAgain(() => ask("DELETE", `/carts/${cartId}/items`, { token }), { signal });

  let lines = 0;
  for (const { sku, quantity } of items) {
    // Setting a quantity can be repeated; adding can't.
    const path = `/carts/${cartId}/items/${sku}`;
    const set = await askAgain(() => ask("PUT", path, { token, body: { quantity } }), { signal });
    if (set.status > 0 && set.status < 300) lines += 1;
  }
  return lines > 0 ? cartId : null;
}
