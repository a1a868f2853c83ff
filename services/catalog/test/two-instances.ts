import { startServiceProgram } from "@shopeasy/testing/service-program";
import type { CatalogGround } from "./catalog-ground";

/** Nobody listens there: the shop's health is not asked here. */
const nowhere = "http://127.0.0.1:9";

/** Of a problem, a product, a list: what a test looks at of it. */
type Body = any;

export type Instance = Awaited<ReturnType<typeof startInstance>>;

/** Instances of the catalog service as it is built, on one database: each keeps answers of its own. */
export const startInstances = (
  shop: Pick<CatalogGround, "url" | "staff">,
  environment: Record<string, string> = {},
): Promise<[Instance, Instance]> =>
  Promise.all([startInstance(shop, environment), startInstance(shop, environment)]);

async function startInstance(
  shop: Pick<CatalogGround, "url" | "staff">,
  environment: Record<string, string>,
) {
  const program = await startServiceProgram("services/catalog/main.js", {
    DATABASE_URL: shop.url,
    USERS_URL: nowhere,
    CART_URL: nowhere,
    ORDERS_URL: nowhere,
    FEEDBACK_URL: nowhere,
    RATE_LIMITS: "reading=1000000/60s,writing=1000000/60s,credentials=1000000/60s",
    ...environment,
  });
  const send = (path: string, options?: RequestInit) => fetch(`${program.url}/api/v1${path}`, options);

  return {
    ...program,
    send,
    /** As a customer without a token sees it. */
    async get(path: string) {
      const response = await send(path);
      const body = (await response.json()) as Body;
      return { status: response.status, headers: response.headers, body };
    },
    sendAsStaff: (method: string, path: string, body?: unknown) =>
      send(path, {
        method,
        headers: { authorization: shop.staff, "content-type": "application/json" },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    /** How many answers had this outcome so far, by the metric `answers_total`. */
    async count(outcome: string): Promise<number> {
      const text = await (await fetch(`${program.internalUrl}/metrics`)).text();
      return Number(new RegExp(`answers_total{[^}]*outcome="${outcome}"[^}]*} (\\d+)`).exec(text)?.[1]);
    },
  };
}
