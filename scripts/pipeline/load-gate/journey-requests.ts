import { apiPrefix } from "@shopeasy/contracts/route-table";
import type { JourneyName } from "@shopeasy/contracts/slos";
import type { PreparedRequest } from "../../bench/load/load-job";

export interface JourneyRequest extends PreparedRequest {
  journey: JourneyName;
  /** How often, against the others' weights. */
  weight: number;
  /** What a shop that works answers: `nothing` is nobody's. */
  status: number;
}

const nothing = "00000000-0000-4000-8000-000000000000";

const reading = (journey: JourneyName, weight: number, path: string, status = 200): JourneyRequest => ({
  ...{ journey, weight, status },
  method: "GET",
  path: apiPrefix + path,
});

/** Of each journey what changes nothing, at each service that it needs. */
export const journeyRequests: readonly JourneyRequest[] = [
  reading("browse", 20, "/products?limit=20"),
  reading("browse", 10, "/products?q=a&limit=20"),
  reading("browse", 10, "/categories"),
  reading("browse", 10, "/products?inStock=true&limit=20"),
  reading("browse", 10, `/reviews?productId=${nothing}`),
  reading("cart", 20, `/carts/${nothing}`, 404),
  reading("checkout", 20, "/shipping-methods?country=US&subtotal=5000"),
  {
    journey: "sign-in",
    // An address may try twenty secrets a minute, and a gate has one address: at ten requests a second these are six.
    weight: 1,
    status: 401,
    method: "POST",
    path: `${apiPrefix}/auth/refresh`,
    body: JSON.stringify({ refreshToken: "nobodys" }),
  },
];
