import type { TableName } from "../../packages/contracts/src/resources";
import type { ServiceName } from "../../packages/contracts/src/route-table";

/** What runs as tasks of ECS. */
export type Running = ServiceName | `${ServiceName}-worker`;

/** Who is hurt while none of its tasks runs. */
export const without: Readonly<Record<Running, string>> = {
  users: "Nobody can sign in or register.",
  catalog: "Customers see no products, and nobody can order.",
  cart: "Nobody can put anything into a cart, or look at what is in it.",
  orders: "Nobody can order, or look at an order.",
  feedback: "Nobody sees reviews or can write one.",
  "users-worker": "Nobody gets the mail that verifies an address or resets a password.",
  "catalog-worker":
    "Stock held for orders that were given up stays held, and staff's pictures and files wait.",
  "cart-worker": "Customers find in their carts what they have ordered already.",
  "orders-worker":
    "Orders that wait for the payment gateway are not finished, refunds wait, and paid orders are told to nobody.",
  "feedback-worker": "Reviews and what customers write to the shop are taken, and do not appear.",
};

/** Who is hurt while a lambda does not run. */
export const withoutFunction = {
  notifications: "Customers wait for confirmations and for links to verify addresses and reset passwords.",
  "inventory-stream": "Customers see old stock until they reload.",
} as const;

/** Who is hurt while a table neither takes nor gives anything. */
export const withoutTable: Readonly<Record<TableName, string>> = {
  carts: "Nobody can put anything into a cart, and so nobody can order.",
  feedback: "Nobody sees reviews, or can write one.",
  "feedback-outbox": "Ratings do not change, and merchants' systems are not told of reviews.",
  notifications: "No mail goes out: none may go twice, and this is where it is noted.",
  availability: "Customers see no changes of stock until they reload.",
};
