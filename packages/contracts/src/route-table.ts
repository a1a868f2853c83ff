/** The five services a load balancer can reach. */
export const serviceNames = ["users", "catalog", "cart", "orders", "feedback"] as const;
export type ServiceName = (typeof serviceNames)[number];

/** Every public path of the shop's API begins with this. */
export const apiPrefix = "/api/v1";

interface RouteTableEntry {
  service: ServiceName;
  prefixes: string[];
  pages?: string[];
}

/**
 * Which service answers which paths. A prefix stands for itself and everything below it, under `apiPrefix`; `pages`,
 * which mails link to, are likewise, at the shop's own address. What none of them claims goes to the default service.
 * The local gateway, the compose file's proxy and the load balancer's listener rules are made from this table, so that
 * they cannot differ.
 */
export const routeTable = [
  { service: "users", prefixes: ["/auth", "/users"], pages: ["/unsubscribe"] },
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
    pages: ["/orders"],
  },
  { service: "feedback", prefixes: ["/reviews", "/feedback"] },
] as const satisfies RouteTableEntry[];

/** Answers for the shop as a whole: the catalogue, `/health`, the API documents, and the 404 of an unknown path. */
const defaultService: ServiceName = "catalog";

/** The prefix under which the pictures of the images bucket are served, by CloudFront or the local gateway. */
export const mediaPrefix = "/media";

const owners = routeTable.flatMap(({ service, prefixes, ...entry }) =>
  [...prefixes.map((prefix) => `${apiPrefix}${prefix}`), ...("pages" in entry ? entry.pages : [])].map(
    (prefix) => ({ service, prefix }),
  ),
);

/** The service that answers a path (without its query). */
export function serviceFor(path: string): ServiceName {
  const owner = owners.find(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`));
  return owner?.service ?? defaultService;
}
