import type { ServiceName } from "@shopeasy/contracts/route-table";

/**
 * Which lambdas are released with which service. `notifications` goes with orders, whose events are most of what it
 * sends and which it asks for the order; `inventory-stream` with catalog, which reads what it writes.
 */
const lambdas: Partial<Record<ServiceName, readonly string[]>> = {
  catalog: ["inventory-stream"],
  orders: ["notifications"],
};

export const lambdasOf = (service: ServiceName): readonly string[] => lambdas[service] ?? [];
