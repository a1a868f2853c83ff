import type { Statement } from "../constructs/permissions";
import { type GrantParts, type Grants, grantsOf } from "./grants";
import type { Program } from "./program";

/** What each does with AWS. A test compares it with the calls in the code of each. */
const does: Record<Program, (may: Grants) => Statement[][]> = {
  users: (may) => [may.signInToDatabase("users"), may.signInToCache("users"), may.trace(), may.readFlags()],
  "users-worker": (may) => [
    ...[may.signInToDatabase("users"), may.trace(), may.readFlags()],
    ...[may.publishEvents(), may.takeFrom("users-events")],
  ],
  catalog: (may) => [
    ...[
      may.signInToDatabase("catalog", { replica: true }),
      may.signInToCache("catalog"),
      may.trace(),
      may.readFlags(),
    ],
    may.useTable("availability", "BatchGetItem"),
    // By addresses that it signs, which staff's browsers send to.
    may.writeBucket("uploads"),
    ...[may.writeBucketInParts("imports"), may.deleteFromBucket("imports")],
  ],
  "catalog-worker": (may) => [
    ...[may.signInToDatabase("catalog"), may.trace(), may.readFlags()],
    ...[may.publishEvents(), may.writeToStream(), may.takeFrom("catalog-events")],
    ...[may.readBucket("uploads"), may.deleteFromBucket("uploads"), may.writeBucket("images")],
    ...[may.readBucket("imports"), may.deleteFromBucket("imports")],
  ],
  cart: (may) => [
    ...[may.signInToCache("cart"), may.trace(), may.readFlags()],
    may.useTable("carts", "GetItem", "PutItem", "UpdateItem"),
    may.writeToStream(),
  ],
  "cart-worker": (may) => [
    may.trace(),
    may.readFlags(),
    ...[may.useTable("carts", "BatchGetItem", "GetItem", "PutItem", "UpdateItem"), may.queryIndexes("carts")],
    ...[may.writeToStream(), may.takeFrom("cart-events")],
  ],
  orders: (may) => [
    may.signInToDatabase("orders"),
    may.signInToCache("orders"),
    may.trace(),
    may.readFlags(),
  ],
  "orders-worker": (may) => [
    ...[may.signInToDatabase("orders"), may.trace(), may.readFlags()],
    ...[may.publishEvents(), may.takeFrom("orders-events", "webhooks-events")],
  ],
  feedback: (may) => [
    ...[may.signInToCache("feedback"), may.trace(), may.readFlags()],
    may.useTable("feedback", "BatchGetItem", "GetItem", "Query"),
    may.useTable("feedback", "ConditionCheckItem", "DeleteItem", "PutItem", "UpdateItem"),
    ...[may.queryIndexes("feedback"), may.useTable("feedback-outbox", "PutItem")],
    ...[may.sendTo("reviews", "feedback"), may.lookAt("reviews")],
  ],
  "feedback-worker": (may) => [
    may.trace(),
    may.readFlags(),
    may.useTable("feedback", "BatchGetItem", "GetItem", "Query"),
    may.useTable("feedback", "BatchWriteItem", "ConditionCheckItem", "PutItem", "UpdateItem"),
    may.useTable("feedback-outbox", "BatchWriteItem", "PutItem", "Query"),
    ...[may.publishEvents(), may.takeFrom("reviews", "feedback", "feedback-events"), may.lookAt("reviews")],
  ],
  notifications: (may) => [
    ...[may.trace(), may.beInvokedFrom("notifications-events", "mail-feedback"), may.sendMails()],
    may.readSecrets("service-token"),
    may.useTable("notifications", "BatchGetItem", "DeleteItem", "GetItem", "PutItem", "UpdateItem"),
    may.useTable("notifications", "BatchWriteItem"),
  ],
  "inventory-stream": (may) => [
    ...[may.trace(), may.beInvokedFromStream()],
    may.useTable("availability", "BatchGetItem", "PutItem"),
  ],
  "users-migration": (may) => [may.signInToDatabase("users")],
  "catalog-migration": (may) => [may.signInToDatabase("catalog")],
  "orders-migration": (may) => [may.signInToDatabase("orders")],
  "users-database": (may) => [may.signInAsMaster()],
  "catalog-database": (may) => [may.signInAsMaster()],
  "orders-database": (may) => [may.signInAsMaster()],
  "feedback-recount": (may) => [
    may.useTable("feedback", "BatchGetItem", "PutItem", "Query", "Scan"),
    may.useTable("feedback-outbox", "PutItem"),
  ],
};

export const programs = Object.keys(does) as Program[];

/** What the role of a program allows: as much as the program does, and no more. */
export function permissionsOf(program: Program, parts: GrantParts): Statement[] {
  const statements = does[program](grantsOf(parts)).flat();
  const different = new Map(statements.map((statement) => [JSON.stringify(statement), statement]));
  return [...different.values()];
}
