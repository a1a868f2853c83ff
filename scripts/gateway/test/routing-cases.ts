import { serviceFor } from "@shopeasy/contracts/route-table";

/** Answers whatever no prefix of the table claims. */
const defaultService = serviceFor("/");

/** Paths, and the service that answers each: whatever stands before the shop is held to them. */
export const routingCases: [path: string, service: string][] = [
  ["/api/v1/auth/login", "users"],
  ["/api/v1/users/me?x=1", "users"],
  ["/api/v1/carts", "cart"],
  ["/api/v1/orders/1/events", "orders"],
  ["/api/v1/reviews?productId=1", "feedback"],
  ["/api/v1/products", "catalog"],
  ["/api/v1/ordersabc", defaultService],
  ["/openapi.json", defaultService],
  ["/consoles", defaultService],
  ["/mediaeval", defaultService],
  ["//api/v1/orders", defaultService],
];
