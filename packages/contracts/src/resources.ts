/**
 * Every queue, topic, table, stream and bucket of the shop, declared once: made from here both locally and by
 * the infrastructure code, and named to a service by the variable that `variableFor` gives.
 */

/** The SNS topic that carries all events between services. */
export const eventsTopic = "shop-events";

/** The SNS topic on which SES tells of bounces and complaints. */
export const mailEventsTopic = "mail-events";

/** The Kinesis stream of absolute stock and cart states, keyed by SKU. */
export const inventoryStream = "inventory";

/** Events that go to the stream only, because they are many and only the newest state of each matters. */
export const streamedEvents = ["stock.changed", "cart.changed"] as const;

export interface QueueDeclaration {
  /** Event types that the topic delivers here; none for a queue that its own service writes to. */
  subscribesTo: readonly string[];
  /** A topic beside that of events, all of which comes here. */
  fedBy?: string;
  /** Seconds a message stays hidden while it is worked on. */
  visibilityTimeoutSeconds: number;
  /** Deliveries after which a message goes to the dead-letter queue, `<name>-dlq`. */
  maxReceiveCount: number;
  /** How long a message is kept that nobody takes: four days, unless given; SQS keeps none longer than 14. */
  retentionSeconds?: number;
  /** The merchant's own systems take from it, and nothing of ours does. */
  isOthers?: boolean;
}

/** Others' systems may be away for a fortnight, and take their time over a message. */
const forOthers = {
  visibilityTimeoutSeconds: 300,
  maxReceiveCount: 10,
  retentionSeconds: 14 * 86_400,
  isOthers: true,
};

/** Six times what an invocation may take, as AWS has it; a claim of a dead one, of 45 s, has run out by then. */
const forLambda = { visibilityTimeoutSeconds: 60 };

/** What customers wrote is to outlast a worker that is away for days, and a catalog that is away for four hours. */
const ofCustomers = {
  subscribesTo: [],
  visibilityTimeoutSeconds: 30,
  maxReceiveCount: 20,
  retentionSeconds: 14 * 86_400,
};

export const queues = {
  "notifications-events": {
    subscribesTo: [
      "order.paid",
      "order.payment-failed",
      "order.cancelled",
      "order.fulfilled",
      "order.delivered",
      "order.refunded",
      "order.return-changed",
      "user.email-verification-requested",
      "user.password-reset-requested",
      "user.password-changed",
      "user.erased",
      "stock.low",
      "review.flagged",
      "feedback.replied",
      "webhook.disabled",
    ],
    ...forLambda,
    maxReceiveCount: 8,
  },
  /** What SES tells of mails that did not arrive, or were not wanted. */
  "mail-feedback": {
    subscribesTo: [],
    fedBy: mailEventsTopic,
    ...forLambda,
    maxReceiveCount: 8,
  },
  "catalog-events": {
    subscribesTo: ["review.published", "review.removed", "order.paid"],
    visibilityTimeoutSeconds: 30,
    maxReceiveCount: 8,
  },
  "cart-events": {
    subscribesTo: ["order.paid", "user.erased"],
    visibilityTimeoutSeconds: 30,
    maxReceiveCount: 8,
  },
  /** Users' own event comes back to it, for accounts that a restored backup has brought back. */
  "users-events": { subscribesTo: ["user.erased"], visibilityTimeoutSeconds: 30, maxReceiveCount: 8 },
  "orders-events": { subscribesTo: ["user.erased"], visibilityTimeoutSeconds: 30, maxReceiveCount: 8 },
  "feedback-events": {
    subscribesTo: ["order.paid", "user.erased"],
    visibilityTimeoutSeconds: 30,
    maxReceiveCount: 8,
  },
  reviews: ofCustomers,
  feedback: ofCustomers,
  "webhooks-events": {
    // What merchants can have sent to them: none of them holds a person's data, or stands for a mailed token.
    subscribesTo: [
      "order.paid",
      "order.payment-failed",
      "order.cancelled",
      "order.fulfilled",
      "order.delivered",
      "order.refunded",
      "order.return-changed",
      "product.changed",
      "stock.low",
      "review.published",
      "review.removed",
      "review.flagged",
      "feedback.received",
      "feedback.replied",
      "user.registered",
      "user.erased",
    ],
    visibilityTimeoutSeconds: 30,
    maxReceiveCount: 8,
  },
  fulfilment: {
    ...forOthers,
    subscribesTo: ["order.paid", "order.cancelled", "order.refunded", "order.return-changed"],
  },
  billing: {
    ...forOthers,
    subscribesTo: ["order.paid", "order.payment-failed", "order.cancelled", "order.refunded"],
  },
} as const satisfies Record<string, QueueDeclaration>;
export type QueueName = keyof typeof queues;

/** Whether systems of the merchant's take what comes to a queue of this name, and none of the shop's. */
export const isOthersQueue = (name: string): boolean =>
  Object.hasOwn(queues, name) && "isOthers" in queues[name as QueueName];

interface KeyDeclaration {
  partition: string;
  sort?: string;
}

export interface TableDeclaration {
  key: KeyDeclaration;
  /** Types of all key attributes, the indexes' too: S string, N number. */
  attributes: Readonly<Record<string, "S" | "N">>;
  indexes?: Readonly<Record<string, KeyDeclaration>>;
  /** The attribute with the time of expiry, in epoch seconds. */
  timeToLive?: string;
}

export const tables = {
  carts: {
    key: { partition: "pk" },
    attributes: { pk: "S", pendingSince: "N", pendingShard: "S" },
    indexes: { pending: { partition: "pendingShard", sort: "pendingSince" } },
    timeToLive: "expiresAt",
  },
  feedback: {
    key: { partition: "pk", sort: "sk" },
    attributes: { pk: "S", sk: "S", listedUnder: "S", id: "S", helpfulRank: "S", ratingRank: "S" },
    indexes: {
      newest: { partition: "listedUnder", sort: "id" },
      helpful: { partition: "listedUnder", sort: "helpfulRank" },
      rating: { partition: "listedUnder", sort: "ratingRank" },
    },
    timeToLive: "expiresAt",
  },
  "feedback-outbox": {
    key: { partition: "pk", sort: "sk" },
    attributes: { pk: "S", sk: "S" },
  },
  notifications: { key: { partition: "pk" }, attributes: { pk: "S" }, timeToLive: "expiresAt" },
  availability: { key: { partition: "pk" }, attributes: { pk: "S" }, timeToLive: "expiresAt" },
} as const satisfies Record<string, TableDeclaration>;
export type TableName = keyof typeof tables;

export interface BucketDeclaration {
  /** Anybody may read what lies in it, by CloudFront (locally by the gateway); else nobody but the shop. */
  isServed?: boolean;
  /** Browsers send to it by presigned URLs, so it lets pages of any origin do a PUT. */
  takesUploads?: boolean;
  /** After so many days whatever still lies in it is deleted. */
  expiresAfterDays?: number;
}

export const buckets = {
  images: { isServed: true },
  /** Quarantine: what staff upload, until it was looked at. */
  uploads: { takesUploads: true, expiresAfterDays: 1 },
  /** Files of staff's, until they are taken into the catalogue: the worker deletes each when it is done with it. */
  imports: { expiresAfterDays: 7 },
  /** Every event of the topic, for as long as `replay` may want it: see `archivedEventsFrom`. */
  "event-archive": { expiresAfterDays: 400 },
} as const satisfies Record<string, BucketDeclaration>;
export type BucketName = keyof typeof buckets;

/** Under which Firehose keeps the events that came in the hour of `at` (UTC): lines of JSON, whole files gzipped. */
export const archivedEventsFrom = (at: Date): string => {
  const [day = "", time = ""] = at.toISOString().split("T");
  return `events/${day.replaceAll("-", "/")}/${time.slice(0, 2)}/`;
};

/** The variable that tells a service where a resource is: `variableFor("queue", "catalog-events")` is `CATALOG_EVENTS_QUEUE_URL`. */
export function variableFor(kind: "queue" | "table" | "bucket", name: string): string {
  const suffix = { queue: "QUEUE_URL", table: "TABLE", bucket: "BUCKET" }[kind];
  return `${name.replaceAll("-", "_").toUpperCase()}_${suffix}`;
}
