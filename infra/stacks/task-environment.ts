import type { Program } from "./program";
import { secretNames, secrets } from "./secrets";
import { type EnvironmentParts, type Variables, type Words, wordsOf } from "./task-variables";

export interface TaskEnvironment {
  variables: Variables;
  /** ARNs of secrets, by the variable that holds what is in them. */
  secrets: Record<string, string>;
}

const users = (of: Words): Variables[] => [
  ...[of.database("users"), of.asks("cart", "orders", "feedback")],
  ...[of.events(), of.queues("users-events")],
];
const cart = (of: Words): Variables[] => [
  ...[of.tables("carts"), of.asks("catalog", "orders"), of.stream(), of.queues("cart-events")],
];
const orders = (of: Words): Variables[] => [
  ...[of.database("orders"), of.asks("catalog", "cart", "users")],
  ...[of.events(), of.queues("orders-events", "webhooks-events")],
];
const feedback = (of: Words): Variables[] => [
  ...[of.tables("feedback", "feedback-outbox"), of.asks("catalog")],
  ...[of.events(), of.queues("reviews", "feedback", "feedback-events")],
];

/** What each is told, beside its secrets. A test compares it with what the config.ts of each reads. */
const told: Record<Program, (of: Words) => Variables[]> = {
  users: (of) => [of.service("users"), ...users(of)],
  "users-worker": (of) => [of.worker(), ...users(of)],
  catalog: (of) => [
    ...[of.service("catalog"), of.database("catalog"), of.replica("catalog")],
    ...[of.asks("users", "cart", "orders", "feedback"), of.tables("availability")],
    of.buckets("uploads", "imports"),
  ],
  "catalog-worker": (of) => [
    ...[of.worker(), of.database("catalog"), of.events(), of.stream(), of.queues("catalog-events")],
    of.buckets("uploads", "images", "imports"),
  ],
  cart: (of) => [of.service("cart"), ...cart(of)],
  "cart-worker": (of) => [of.worker(), ...cart(of)],
  orders: (of) => [of.service("orders"), ...orders(of)],
  "orders-worker": (of) => [of.worker(), ...orders(of)],
  feedback: (of) => [of.service("feedback"), ...feedback(of)],
  "feedback-worker": (of) => [of.worker(), ...feedback(of)],
  notifications: (of) => [
    ...[of.lambda(), of.tables("notifications"), of.asks("users", "catalog", "orders", "feedback")],
    of.mails(),
  ],
  "inventory-stream": (of) => [of.lambda(), of.tables("availability")],
  "users-migration": (of) => [of.oneOff(), of.signIn("users")],
  "catalog-migration": (of) => [of.oneOff(), of.signIn("catalog")],
  "orders-migration": (of) => [of.oneOff(), of.signIn("orders")],
  "users-database": (of) => [of.oneOff(), of.master("users")],
  "catalog-database": (of) => [of.oneOff(), of.master("catalog")],
  "orders-database": (of) => [of.oneOff(), of.master("orders")],
  "feedback-recount": (of) => [of.oneOff(), of.tables("feedback", "feedback-outbox")],
};

/**
 * What a program is told by its environment. `SERVICE_VERSION` is not among it: a task's image says it, since a release
 * changes the image and nothing else.
 */
export function environmentOf(program: Program, parts: EnvironmentParts): TaskEnvironment {
  return {
    variables: Object.assign({}, ...told[program](wordsOf(parts))),
    secrets: secretsOf(program, parts.data),
  };
}

function secretsOf(program: Program, data: EnvironmentParts["data"]): Record<string, string> {
  if (program.endsWith("-database")) return { DATABASE_MASTER_PASSWORD: data.database.masterSecretArn };
  const known = secretNames.filter((name) => secrets[name].readers.includes(program));
  return Object.fromEntries(known.map((name) => [secrets[name].variable, data.secrets[name]]));
}
