import { randomUUID } from "node:crypto";
import type { ServiceProgram } from "@shopeasy/testing/service-program";

/** Asks a neighbour's API as a client does, and gives the body of its answer. */
export async function callJson(
  service: Pick<ServiceProgram, "url">,
  method: string,
  path: string,
  sent: { token?: string | undefined; body?: unknown },
): Promise<any> {
  const response = await fetch(`${service.url}/api/v1${path}`, {
    method,
    headers: {
      "content-type": "application/json",
      "idempotency-key": randomUUID(),
      ...(sent.token && { authorization: `Bearer ${sent.token}` }),
    },
    ...(sent.body !== undefined && { body: JSON.stringify(sent.body) }),
  });
  const body = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(body)}`);
  return body;
}

export async function makeCategory(catalog: ServiceProgram, token: string): Promise<string> {
  const slug = `things-${randomUUID().slice(0, 8)}`;
  await callJson(catalog, "POST", "/categories", { token, body: { slug, name: "Things" } });
  return slug;
}

export async function makeProduct(
  catalog: ServiceProgram,
  token: string,
  { category, pieces, price }: { category: string; pieces: number; price: number },
): Promise<{ sku: string; productId: string }> {
  const sku = `T-${randomUUID().slice(0, 8).toUpperCase()}`;
  const { id: productId } = await callJson(catalog, "POST", "/products", {
    token,
    body: {
      name: `Thing ${sku}`,
      slug: sku.toLowerCase(),
      description: "A thing to test with.",
      category,
      options: [],
      variants: [{ sku, options: {}, price: { amount: price, currency: "USD" } }],
      status: "active",
    },
  });
  if (pieces > 0) {
    const body = { delta: pieces, reason: "received", note: "for a test" };
    await callJson(catalog, "POST", `/inventory/${sku}/adjustments`, { token, body });
  }
  return { sku, productId };
}
