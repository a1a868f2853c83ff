import type { QueueName } from "../../packages/contracts/src/resources";
import type { ServiceName } from "../../packages/contracts/src/route-table";
import type { Group } from "./conversations";
import type { Program } from "./program";

/** What runs in a task: its image is its service's, and there it is a file as scripts/build.mjs names it. */
export interface TaskProgram {
  service: ServiceName;
  /** What Node is started with. */
  command: readonly string[];
}

export type OneOff = Exclude<
  Program,
  ServiceName | `${ServiceName}-worker` | "notifications" | "inventory-stream"
>;

const at = (service: ServiceName, file: string, ...flags: string[]): TaskProgram => ({
  service,
  command: [...flags, `services/${service}/${file}.js`],
});

export const mainOf = (service: ServiceName): TaskProgram => at(service, "main");

/** Catalog's takes in large files: without a bound it lets garbage lie for as long as there is memory. */
const workerFlags: Partial<Record<ServiceName, string[]>> = {
  catalog: ["--max-old-space-size=192", "--max-semi-space-size=8"],
};
export const workerOf = (service: ServiceName): TaskProgram =>
  at(service, "worker", ...(workerFlags[service] ?? []));

/** Tasks that an operator or a release starts, and that end by themselves; and to which group they belong. */
export const oneOffs: Readonly<Record<OneOff, TaskProgram & { group: Group }>> = {
  "users-migration": { ...at("users", "migrate"), group: "database-tasks" },
  "catalog-migration": { ...at("catalog", "migrate"), group: "database-tasks" },
  "orders-migration": { ...at("orders", "migrate"), group: "database-tasks" },
  "users-database": { ...at("users", "create-database"), group: "database-tasks" },
  "catalog-database": { ...at("catalog", "create-database"), group: "database-tasks" },
  "orders-database": { ...at("orders", "create-database"), group: "database-tasks" },
  "feedback-recount": { ...at("feedback", "recount"), group: "feedback-worker" },
};

/** The queues that each worker works off: while their oldest message waits, there are more of it. */
export const queuesOf: Readonly<Record<ServiceName, readonly QueueName[]>> = {
  users: ["users-events"],
  catalog: ["catalog-events"],
  cart: ["cart-events"],
  orders: ["orders-events", "webhooks-events"],
  feedback: ["reviews", "feedback", "feedback-events"],
};

/** Seconds that all but one answer in a hundred take less than. An order waits for the payment gateway. */
export const slowSeconds: Readonly<Record<ServiceName, number>> = {
  ...{ users: 2, catalog: 1, cart: 1, orders: 5, feedback: 1 },
};

/**
 * Requests a minute that a core of each is to answer: well below what benches measure, and what stands in for CPU where
 * requests wait for somebody else, as orders do for the payment gateway.
 */
const requestsPerCore: Readonly<Record<ServiceName, number>> = {
  ...{ users: 6_000, catalog: 18_000, cart: 12_000, orders: 3_000, feedback: 12_000 },
};

/** A program's one thread takes no more than a core of a larger task. */
export const requestsPerTask = (service: ServiceName, { cpu }: { cpu: number }): number =>
  requestsPerCore[service] * Math.min(1, cpu / 1024);
