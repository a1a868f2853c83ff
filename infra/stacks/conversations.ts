import { type ServiceName, serviceNames } from "../../packages/contracts/src/route-table";
import type { Conversation } from "../constructs/security-groups";

/** Where things listen. */
export const ports = {
  https: 443,
  /** The load balancer's, on which a release is looked at before customers see it. */
  test: 8443,
  /** The other port that a webhook may lead to. */
  webhooks: 8443,
  /** A service's `PORT` and `INTERNAL_PORT`. */
  public: 8080,
  internal: 8081,
  postgres: 5432,
  valkey: 6379,
} as const;

type WorkerGroup = `${ServiceName}-worker`;
const workerOf = (service: ServiceName): WorkerGroup => `${service}-worker`;

export type Group =
  | ServiceName
  | WorkerGroup
  | "load-balancer"
  | "partners-link"
  | "smoke-test"
  | "notifications"
  | "database-tasks"
  | "postgres"
  | "valkey"
  | "endpoints";
/** Who is no security group: everybody, the shop's own addresses as seen from outside, and two services of AWS. */
export type Outside = "internet" | "nat" | "s3" | "dynamodb";

const ofServices = Object.fromEntries(
  serviceNames.flatMap((service) => [
    [service, `Tasks of ${service} that answer requests`],
    [workerOf(service), `Tasks of ${service} that work in the background`],
  ]),
) as Record<ServiceName | WorkerGroup, string>;

/** Every security group, and what is in it. */
export const groups: Record<Group, string> = {
  ...ofServices,
  "load-balancer": "The load balancer",
  "partners-link": "The way of API Gateway to the load balancer",
  "smoke-test": "The lambda that looks at a release before customers see it",
  notifications: "The lambda that sends mails",
  "database-tasks": "Tasks that make and migrate databases",
  postgres: "PostgreSQL and its replica",
  valkey: "Valkey",
  endpoints: "Services of AWS, inside the network",
};

/** Which internal listeners each asks: the addresses (`CART_URL` …) that its config.ts reads, where it uses them. */
const asks: Partial<Record<Group, readonly ServiceName[]>> = {
  users: ["cart", "orders", "feedback"],
  "users-worker": ["orders"],
  catalog: ["users", "cart", "orders", "feedback"],
  cart: ["catalog", "orders"],
  orders: ["catalog", "cart", "users"],
  "orders-worker": ["catalog"],
  feedback: ["catalog"],
  "feedback-worker": ["catalog"],
  notifications: ["users", "catalog", "orders", "feedback"],
};

const workers = serviceNames.map(workerOf);
const tasks: Group[] = [...serviceNames, ...workers, "database-tasks"];

const all = (
  from: readonly (Group | Outside)[],
  to: readonly (Group | Outside)[],
  port: number,
  why: string,
): Conversation<Group | Outside>[] =>
  from.flatMap((one) => to.map((other) => ({ from: one, to: other, port, why })));

/** Who may talk to whom: the whole of it. */
export const conversations: readonly Conversation<Group | Outside>[] = [
  ...all(["internet"], ["load-balancer"], ports.https, "Customers and staff"),
  ...all(["partners-link"], ["load-balancer"], ports.https, "Partners, by API Gateway"),
  // The load balancer's name leads to its public addresses, so a lambda's call comes back in from NAT's.
  ...all(["nat"], ["load-balancer"], ports.test, "Smoke tests of a release"),
  ...all(["smoke-test"], ["internet"], ports.test, "The test listener of the load balancer"),
  ...all(["smoke-test"], ["internet"], ports.https, "CodeDeploy, which is told whether a release is good"),
  ...all(["load-balancer"], serviceNames, ports.public, "Requests and health checks"),
  ...(Object.entries(asks) as [Group, readonly ServiceName[]][]).flatMap(([from, services]) =>
    all([from], services, ports.internal, "Internal calls"),
  ),
  ...all(serviceNames, ["users"], ports.public, "The public keys of access tokens"),
  ...all(
    ["users", "users-worker", "catalog", "catalog-worker", "orders", "orders-worker", "database-tasks"],
    ["postgres"],
    ports.postgres,
    "SQL",
  ),
  ...all(serviceNames, ["valkey"], ports.valkey, "Shared limits and answers"),
  ...all([...tasks, "notifications"], ["endpoints"], ports.https, "Services of AWS"),
  ...all(tasks, ["s3"], ports.https, "Layers of images, and buckets of the shop"),
  ...all(
    ["catalog", "cart", "cart-worker", "feedback", "feedback-worker", "notifications"],
    ["dynamodb"],
    ports.https,
    "Tables",
  ),
  ...all(["orders", "orders-worker"], ["internet"], ports.https, "The payment gateway, and webhooks"),
  ...all(["orders-worker"], ["internet"], ports.webhooks, "Webhooks, which may lead there, too"),
  ...all(["notifications"], ["internet"], ports.https, "SES, which has no endpoint for its API"),
];
