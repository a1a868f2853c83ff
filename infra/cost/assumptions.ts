import type { EnvironmentName } from "../environments";

/** What a month of an environment has whether or not anybody orders: nobody can read it off a stack. */
interface Standing {
  /** Of flow logs, and of tasks that say that they are well. */
  flowLogGb: number;
  taskLogGb: number;
  /** Kept in all: buckets, tables, images of the services, logs, backups beyond what is free. */
  bucketGb: number;
  tableGb: number;
  imageGb: number;
  keptLogGb: number;
  backupGb: number;
  /** Images that a release pushes, in a month. */
  pushedImages: number;
  /** Calls of AWS's API that CloudTrail notes, and changes that Config does. */
  apiCalls: number;
  changes: number;
  /** Between zones: replication is free, what services ask each other and the database is not. */
  acrossZonesGb: number;
  /** Orders in a month, for the total. */
  orders: number;
}

export const standing: Record<EnvironmentName, Standing> = {
  dev: {
    ...{ flowLogGb: 1, taskLogGb: 2, bucketGb: 5, tableGb: 1, imageGb: 5, keptLogGb: 3, backupGb: 5 },
    ...{ pushedImages: 200, apiCalls: 500_000, changes: 1_500, acrossZonesGb: 2, orders: 1_000 },
  },
  staging: {
    ...{ flowLogGb: 15, taskLogGb: 4, bucketGb: 50, tableGb: 5, imageGb: 10, keptLogGb: 20, backupGb: 60 },
    ...{ pushedImages: 100, apiCalls: 1_000_000, changes: 1_500, acrossZonesGb: 20, orders: 10_000 },
  },
  prod: {
    ...{
      flowLogGb: 60,
      taskLogGb: 8,
      bucketGb: 500,
      tableGb: 50,
      imageGb: 20,
      keptLogGb: 100,
      backupGb: 800,
    },
    ...{ pushedImages: 100, apiCalls: 3_000_000, changes: 2_000, acrossZonesGb: 200, orders: 100_000 },
  },
};

/** What comes with one order, browsing of all who do not buy included. */
export const perOrder = {
  /** One visit in fifty ends in an order. */
  visits: 50,
  apiRequestsOfVisit: 12,
  imagesOfVisit: 25,
  /** Compressed. */
  apiAnswerKb: 4,
  imageKb: 60,
  /** Of API requests and of images, what CloudFront has and need not ask for. */
  apiFromCache: 0.3,
  imagesFromCache: 0.95,
  /** Of API requests, those of partners. */
  byPartners: 0.01,
  /** docs/benchmarks.md: a cart is opened, added to, read twice, emptied and marked; most carts are left. */
  carts: 8,
  writesOfCart: 4,
  readsOfCart: 3,
  /** Cart and stock changes that go to the stream, each with a SKU's whole state. */
  streamRecords: 30,
  /** A mail is claimed, sent and marked; a review and its rating are a few items. */
  tableWrites: 15,
  tableReads: 20,
  /** Paid, sent, arrived; and what comes of accounts. */
  mails: 3.3,
  eventKb: 1.5,
  /** An access log's line has 0.31 KB, and CloudWatch adds 0.03. An order has lines of its own, and its workers'. */
  logKbOfRequest: 0.34,
  logKb: 8,
  /** `TRACE_SAMPLE_RATE` in prod. */
  traced: 0.05,
  /** Data keys are kept for minutes: few uses are calls. */
  keyUses: 25,
  /** To the payment gateway, SES, and webhooks. */
  outsideKb: 60,
  /** Two lambda calls of 100 ms and 512 MB for its mails, and its share of batches. */
  lambdaCalls: 5,
  lambdaGbSeconds: 0.3,
  /** Rows and their indexes, in PostgreSQL. */
  databaseKb: 30,
} as const;

/** How often each event comes with an order; those of a type that is not named are too rare to count. */
export const eventsOfOrder: Readonly<Record<string, number>> = {
  "order.paid": 1,
  "order.fulfilled": 1,
  "order.delivered": 0.95,
  "order.payment-failed": 0.05,
  "order.cancelled": 0.03,
  "order.refunded": 0.05,
  "order.return-changed": 0.15,
  "user.registered": 0.3,
  "user.email-verification-requested": 0.3,
  "user.password-reset-requested": 0.1,
  "review.published": 0.1,
  "stock.low": 0.02,
  "product.changed": 0.2,
};
