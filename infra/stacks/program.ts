import type { ServiceName } from "../../packages/contracts/src/route-table";

/** Those that keep their things in PostgreSQL. */
type DatabaseService = Extract<ServiceName, "users" | "catalog" | "orders">;

/**
 * Whatever runs on AWS in a role of its own. `-migration`: tasks of an operator's, and before a release, that need the
 * service's database alone. `-database`: the task that makes it. `feedback-recount`: counts all ratings anew.
 */
export type Program =
  | ServiceName
  | `${ServiceName}-worker`
  | "notifications"
  | "inventory-stream"
  | `${DatabaseService}-migration`
  | `${DatabaseService}-database`
  | "feedback-recount";
