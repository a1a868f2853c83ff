/** The five services a load balancer can reach. */
export const serviceNames = ["users", "catalog", "cart", "orders", "feedback"] as const;
export type ServiceName = (typeof serviceNames)[number];

/** Every public path of the shop's API begins with this. */
export const apiPrefix = "/api/v1";

/**
 * Which service answers which paths. A prefix stands for itself and everything below it; what no prefix
 * claims goes to the default service. The local gateway, the compose file's proxy and the load balancer's
 * listener rules are made from this table, so that they cannot differ.
 */
export const routeTable = [
  { service: "users", prefixes: ["/auth", "/users"] },
  { service: "cart", prefixes: ["/carts"] },
  {
    service: "orders",
    prefixes: [
      "/orders",
      "/checkout",
      "/shipping-methods",
      "/payments",
      "/promotions",
      "/tax-rates",
      "/reports",
      "/webhooks",
    ],
  },
  { service: "feedback", prefixes: ["/reviews", "/feedback"] },
] as const satisfies { service: ServiceName; prefixes: string[] }[];

/** Answers for the shop as a whole: the catalogue, `/health`, the API documents, and the 404 of an unknown path. */
const defaultService: ServiceName = "catalog";

/** The prefix under which the pictures of the images bucket are served, by CloudFront or the local gateway. */
export const mediaPrefix = "/media";

const owners = routeTable.flatMap(({ service, prefixes }) =>
  prefixes.map((prefix) => ({ service, prefix: `${apiPrefix}${prefix}` })),
);

/** The service that answers a path (without its query). */
export function serviceFor(path: string): ServiceName {
  const owner = owners.find(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`));
  return owner?.service ?? defaultService;
}
