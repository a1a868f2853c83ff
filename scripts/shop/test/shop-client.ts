import { randomUUID } from "node:crypto";

export interface Answer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

/** What a customer's browser does. Bodies are taken as they come: these tests look from outside. */
export function shopClient(origin: string) {
  /** What it sent or got that nobody else may know. */
  const secrets = new Set<string>();
  const secret = (text: string) => {
    secrets.add(text);
    return text;
  };
  async function call(method: string, path: string, options: CallOptions = {}): Promise<Answer<any>> {
    const { body, token, headers } = options;
    const response = await fetch(`${origin}${path.startsWith("/api") ? "" : "/api/v1"}${path}`, {
      method,
      headers: {
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(token && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null };
  }

  return {
    call,
    secrets,
    async login(email: string, password = "shopeasy-demo-1"): Promise<string> {
      const { body } = await call("POST", "/auth/login", { body: { email, password } });
      return secret(body.accessToken);
    },
    /** A new customer, whose address no other test has. */
    async register(): Promise<{ token: string; email: string; password: string; userId: string }> {
      const password = secret(`a long pass phrase ${randomUUID()}`);
      const email = `casey-${randomUUID()}@example.test`;
      const answer = await call("POST", "/auth/register", {
        body: { email: secret(email), password, name: "Casey Test" },
      });
      if (answer.status !== 201) throw new Error(`register: ${JSON.stringify(answer.body)}`);
      secret(answer.body.refreshToken);
      return { token: secret(answer.body.accessToken), email, password, userId: answer.body.user.id };
    },
    /** A cart with these lines; a guest's unless there is a token. */
    async cartWith(items: { sku: string; quantity: number }[], token?: string): Promise<string> {
      const { body: cart } = await call("POST", "/carts", { token });
      for (const item of items) {
        const added = await call("POST", `/carts/${cart.id}/items`, { token, body: item });
        if (added.status >= 300) throw new Error(`add: ${JSON.stringify(added.body)}`);
      }
      return token ? cart.id : secret(cart.id);
    },
    order(
      cartId: string,
      wanted: { key?: string; token?: string; email?: string; paymentMethod?: string } = {},
    ) {
      const { key = randomUUID(), token, email, paymentMethod = "pm_card_visa" } = wanted;
      return call("POST", "/orders", {
        token,
        headers: { "idempotency-key": key },
        body: {
          cartId,
          shippingAddress: anAddress,
          shippingMethod: "standard",
          paymentMethod,
          ...(email && { email }),
        },
      });
    },
    /** Makes a product of one variant with so many pieces in stock; gives its SKU and id. */
    async stockedProduct(
      staff: string,
      stock: number,
    ): Promise<{ sku: string; productId: string; slug: string }> {
      const sku = `TEST-${randomUUID().slice(0, 8).toUpperCase()}`;
      const slug = sku.toLowerCase();
      const { body: categories } = await call("GET", "/categories");
      const category = firstLeaf(categories.items ?? categories);
      const made = await call("POST", "/products", {
        token: staff,
        body: {
          name: `A thing to test with ${sku}`,
          slug,
          description: "Made by a test.",
          category,
          options: [],
          variants: [{ sku, options: {}, price: { amount: 2_500, currency: "USD" } }],
          status: "active",
        },
      });
      if (made.status !== 201) throw new Error(`product: ${JSON.stringify(made.body)}`);
      const received = await call("POST", `/inventory/${sku}/adjustments`, {
        token: staff,
        headers: { "idempotency-key": randomUUID() },
        body: { delta: stock, reason: "received", note: "for a test" },
      });
      if (received.status !== 201) throw new Error(`stock: ${JSON.stringify(received.body)}`);
      return { sku, productId: made.body.id, slug };
    },
  };
}

export type ShopClient = ReturnType<typeof shopClient>;

interface CallOptions {
  body?: unknown;
  token?: string | undefined;
  headers?: Record<string, string>;
}

const anAddress = {
  name: "Casey Test",
  line1: "1 Main Street",
  city: "Springfield",
  region: "IL",
  postalCode: "62701",
  country: "US",
};

interface Category {
  slug: string;
  children?: Category[];
}

function firstLeaf([first]: Category[]): string {
  if (!first) throw new Error("There are no categories");
  return first.children?.length ? firstLeaf(first.children) : first.slug;
}
