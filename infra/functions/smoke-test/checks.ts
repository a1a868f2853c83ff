import { apiPrefix, serviceNames } from "../../../packages/contracts/src/route-table";

interface Check {
  /** What a customer does. */
  name: string;
  path: string;
  /** What is posted; without it the path is got. */
  posted?: Body;
  status: number;
  /** Whether the answer's JSON is what it should be. */
  isRight?: (body: Body) => boolean;
}

type Body = Record<string, unknown>;

const nothing = "00000000-0000-4000-8000-000000000000";
const isList = ({ items }: Body) => Array.isArray(items);

/**
 * What customers do first, at every service and by what each reads: none of it changes anything. A shop without
 * products passes, since the first release has none.
 */
const checks: readonly Check[] = [
  {
    name: "the shop's health",
    path: "/health",
    status: 200,
    isRight: ({ services }) => serviceNames.every((name) => Object(services)[name] === "ok"),
  },
  { name: "the products", path: "/products?limit=1", status: 200, isRight: isList },
  { name: "the categories", path: "/categories", status: 200 },
  {
    name: "the keys of access tokens",
    path: "/auth/jwks.json",
    status: 200,
    isRight: ({ keys }) => Array.isArray(keys) && keys.length > 0,
  },
  { name: "an account without signing in", path: "/users/me", status: 401 },
  { name: "a cart that nobody has", path: `/carts/${nothing}`, status: 404 },
  {
    name: "ways of shipping",
    path: "/shipping-methods?country=US&subtotal=5000",
    status: 200,
    isRight: (body) => Array.isArray(body) && body.length > 0,
  },
  // Orders asks cart for it.
  { name: "a quote for that cart", path: "/checkout/quote", posted: { cartId: nothing }, status: 404 },
  { name: "orders without signing in", path: "/orders", status: 401 },
  { name: "reviews of a product", path: `/reviews?productId=${nothing}`, status: 200, isRight: isList },
];

/** A check may fail while tasks begin to serve: it is asked again until then. */
const betweenMs = 1_000;
/** Whoever takes longer is no better than who fails. */
const answerMs = 5_000;

/** Asks `url` for all of it, until `deadline` (as `Date.now()` counts); gives what failed, in words, or nothing. */
export async function failuresOf(url: string, deadline: number): Promise<string[]> {
  const asked = checks.map((check) => lastFault(url, check, deadline));
  return (await Promise.all(asked)).flatMap((fault) => fault ?? []);
}

async function lastFault(url: string, check: Check, deadline: number): Promise<string | undefined> {
  for (;;) {
    const fault = await faultOf(url, check, deadline);
    if (fault === undefined) return undefined;
    if (Date.now() + betweenMs >= deadline) return `${check.name}: ${check.path} ${fault}`;
    await new Promise((resolve) => setTimeout(resolve, betweenMs));
  }
}

async function faultOf(
  url: string,
  { path, posted, status, isRight }: Check,
  deadline: number,
): Promise<string | undefined> {
  const signal = AbortSignal.timeout(Math.max(1, Math.min(answerMs, deadline - Date.now())));
  try {
    // The name in the URL is what the load balancer's certificate is for, and what its rules look at.
    const response = await fetch(`${url}${apiPrefix}${path}`, {
      ...(posted && {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(posted),
      }),
      ...{ redirect: "manual", signal },
    });
    const body: unknown = await response.json();
    if (response.status !== status) return `gave ${response.status} instead of ${status}`;
    return isRight && !isRight(Object(body)) ? "gave something else than it should" : undefined;
  } catch (error) {
    const { name, message, cause } = Object(error) as Error;
    return name === "TimeoutError" ? "gave no answer in time" : `failed: ${Object(cause).code ?? message}`;
  }
}
