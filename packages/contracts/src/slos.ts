import type { ServiceName } from "./route-table";

/**
 * What the shop promises its customers, by what they came for. Counting, alarms, dashboards, the load gate and the page
 * /console/slos are made from this table: docs/slos.md says how to change it.
 */
export interface Journey {
  /** What a customer would call it. */
  what: string;
  /** "Customers who …" */
  who: string;
  /** Who is hurt, and how, while it is not kept. */
  hurts: string;
  /** `METHOD /pattern`, exactly as the service's routes declare them, by service. */
  routes: Readonly<Partial<Record<ServiceName, readonly string[]>>>;
  /** The share of requests that is answered, and not with an error of the shop's. */
  availability: { target: number };
  /** The share of those so answered that is answered within this time, which is one of the request histogram's bounds. */
  latency: { target: number; withinSeconds: number };
}

export const objectives = ["availability", "latency"] as const;
export type Objective = (typeof objectives)[number];

/** Over so many days a budget is reckoned. */
export const budgetDays = 30;

export const journeys = {
  browse: {
    what: "Find a product, and look at it",
    who: "look for products",
    hurts: "Customers can't find products or look at them",
    routes: {
      catalog: [
        "GET /products",
        "GET /products/{idOrSlug}",
        "GET /products/{idOrSlug}/related",
        "GET /products/{idOrSlug}/images",
        "GET /search/suggestions",
        "GET /categories",
        "GET /categories/{slug}",
        "GET /brands",
        "GET /brands/{slug}",
        "GET /tags",
      ],
      feedback: ["GET /reviews", "GET /reviews/{id}"],
    },
    availability: { target: 0.999 },
    latency: { target: 0.99, withinSeconds: 0.25 },
  },
  cart: {
    what: "Fill a cart, and look at it",
    who: "fill their carts",
    hurts: "Customers can't put anything into their carts, or not see what is in them",
    routes: {
      cart: [
        "POST /carts",
        "GET /carts/me",
        "GET /carts/{id}",
        "POST /carts/{id}/items",
        "DELETE /carts/{id}/items",
        "PUT /carts/{id}/items/{sku}",
        "DELETE /carts/{id}/items/{sku}",
        "PUT /carts/{id}/coupon",
        "DELETE /carts/{id}/coupon",
        "POST /carts/{id}/merge",
      ],
    },
    availability: { target: 0.999 },
    latency: { target: 0.99, withinSeconds: 0.25 },
  },
  checkout: {
    what: "Learn what an order costs, place it, and see it",
    who: "order",
    hurts: "Customers can't order, or not see what they ordered",
    routes: {
      orders: [
        "GET /shipping-methods",
        "POST /checkout/quote",
        "POST /orders",
        "GET /orders/{id}",
        "POST /orders/{id}/cancel",
      ],
    },
    availability: { target: 0.9995 },
    // The payment gateway, far away, answers within an order's time.
    latency: { target: 0.99, withinSeconds: 2.5 },
  },
  "sign-in": {
    what: "Register, sign in, and stay signed in",
    who: "sign in or register",
    hurts: "Customers can't sign in, and those who are signed in lose it within a quarter of an hour",
    routes: { users: ["POST /auth/register", "POST /auth/login", "POST /auth/refresh"] },
    availability: { target: 0.999 },
    // Hashing a password is slow on purpose.
    latency: { target: 0.99, withinSeconds: 1 },
  },
} as const satisfies Record<string, Journey>;
export type JourneyName = keyof typeof journeys;
export const journeyNames = Object.keys(journeys) as JourneyName[];

const byRoute: ReadonlyMap<string, JourneyName> = new Map(
  journeyNames.flatMap((name) =>
    Object.entries<readonly string[]>(journeys[name].routes).flatMap(([service, routes]) =>
      routes.map((route) => [`${service} ${route}`, name] as const),
    ),
  ),
);

/** The journey of a route of that pattern (`/products/{idOrSlug}`); undefined for one that no objective is set for. */
export const journeyOf = (service: string, method: string, pattern: string): JourneyName | undefined =>
  byRoute.get(`${service} ${method} ${pattern}`);

/** Who is hurt, and how, while an objective of a journey is not kept. */
export const hurtBy = (journey: JourneyName, objective: Objective): string =>
  `${journeys[journey].hurts}${objective === "latency" ? ", for answers come late" : ""}`;
