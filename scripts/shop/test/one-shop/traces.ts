import { userHash } from "@shopeasy/platform/tracing/user-hash";
import { eventually } from "@shopeasy/testing/eventually";
import { local } from "./shop";

interface Part {
  id: string;
  name: string;
  type?: string;
  parent_id?: string;
  annotations?: Record<string, unknown>;
  sql?: { sanitized_query?: string };
  subsegments?: Part[];
}

const traceOf = async (id: string): Promise<Part[]> => {
  const answer = await fetch(`${local.shop.url}/console/traces/${id}.json`);
  return ((await answer.json()) as { documents: Part[] }).documents;
};

const withTheirParts = (parts: readonly Part[]): Part[] =>
  parts.flatMap((part) => [part, ...withTheirParts(part.subsegments ?? [])]);

test("a checkout is one trace, from the gateway over what was asked and paid to the queues and the mail, and tells of nobody", async () => {
  const { token, email, userId } = await local.client.register();
  const { body } = await local.client.call("GET", "/products?inStock=true&limit=1");
  const cartId = await local.client.cartWith([{ sku: body.items[0].variants[0].sku, quantity: 1 }], token);

  const ordered = await local.client.order(cartId, { token });

  const [, traceId = ""] = /Root=([^;]+)/.exec(ordered.headers.get("x-amzn-trace-id") ?? "") ?? [];
  const documents = await eventually(
    async () => {
      const found = await traceOf(traceId);
      const services = new Set(found.filter(({ type }) => type !== "subsegment").map(({ name }) => name));
      for (const name of ["gateway", "orders", "cart", "catalog", "users", "feedback", "notifications"]) {
        expect([...services]).toContain(name);
      }
      return found;
    },
    { withinMs: 15_000 },
  );

  const parts = withTheirParts(documents);
  const names = new Set(parts.map(({ name }) => name));
  for (const name of ["transaction", "payment-gateway", "DynamoDB", "SESv2", "outbox wait", "queue wait"]) {
    expect([...names]).toContain(name);
  }
  expect(parts.some(({ sql }) => /insert into "orders"/.test(sql?.sanitized_query ?? ""))).toBe(true);

  const ids = new Set(parts.map(({ id }) => id));
  const orphans = documents.filter(({ parent_id }) => parent_id !== undefined && !ids.has(parent_id));
  const roots = documents.filter(({ parent_id }) => parent_id === undefined);
  expect(orphans).toEqual([]);
  expect(roots.map(({ name }) => name)).toEqual(["gateway"]);

  const placed = documents.find(({ annotations }) => annotations?.route === "POST /orders");
  const user = userHash(userId);
  expect(placed?.annotations).toMatchObject({ order_id: ordered.body.id, outcome: "paid", user });
  const ofOrder = documents.filter(({ annotations }) => annotations?.order_id === ordered.body.id);
  expect(new Set(ofOrder.map(({ name }) => name))).toEqual(
    new Set(["orders", "catalog", "cart", "feedback", "notifications"]),
  );
  const mail = documents.find(({ annotations }) => annotations?.mail === "order-confirmation");
  expect(mail?.annotations).toMatchObject({ event_type: "order.paid", outcome: "sent", user });

  const text = JSON.stringify(documents);
  const { name, line1, postalCode } = ordered.body.shippingAddress;
  for (const secret of [email, token, userId, name, line1, postalCode]) {
    expect(secret.length).toBeGreaterThan(3);
    expect(text).not.toContain(secret);
  }
});
