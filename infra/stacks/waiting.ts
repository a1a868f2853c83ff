import type { QueueName } from "../../packages/contracts/src/resources";

interface Waiting {
  /** Who is hurt when messages wait here: whoever is woken reads it first. */
  hurts: string;
  /** How old the oldest message may grow before somebody is woken. */
  oldestSeconds: number;
}

const minutes = 60;
const days = 86_400;

/** What it means that a queue is not worked off. A new queue needs a line here. */
const waiting: Record<QueueName, Waiting> = {
  "notifications-events": {
    hurts: "Customers wait for confirmations and for links to verify addresses and reset passwords.",
    oldestSeconds: 5 * minutes,
  },
  "mail-feedback": {
    hurts: "Mails go on being sent to addresses that bounce, and the shop's reputation as a sender falls.",
    oldestSeconds: 60 * minutes,
  },
  "catalog-events": {
    hurts: "Customers see old ratings.",
    oldestSeconds: 30 * minutes,
  },
  "cart-events": {
    hurts: "Customers find in their carts what they have ordered already; erased customers' carts stay.",
    oldestSeconds: 10 * minutes,
  },
  "users-events": {
    hurts: "Accounts that a restored backup brought back stay, though their people erased them.",
    oldestSeconds: 30 * minutes,
  },
  "orders-events": {
    hurts: "Addresses of erased customers stay in orders: by law they have to go without delay.",
    oldestSeconds: 30 * minutes,
  },
  "feedback-events": {
    hurts: "Reviews are not marked as verified purchases; erased customers' reviews stay.",
    oldestSeconds: 30 * minutes,
  },
  reviews: {
    hurts: "Customers' reviews are taken, and do not appear.",
    oldestSeconds: 30 * minutes,
  },
  feedback: {
    hurts: "Staff do not see what customers write to the shop.",
    oldestSeconds: 60 * minutes,
  },
  "webhooks-events": {
    hurts: "Merchants' systems are not told of orders.",
    oldestSeconds: 15 * minutes,
  },
  fulfilment: {
    hurts: "The warehouse takes no orders: customers wait for parcels. Tell whoever runs its system.",
    oldestSeconds: 1 * days,
  },
  billing: {
    hurts: "Accounting books no orders; after 14 days they are gone. Tell whoever runs its system.",
    oldestSeconds: 3 * days,
  },
};

/** @throws Error that says what to do for a queue of which nobody has said who is hurt */
export function waitingIn(queue: QueueName): Waiting {
  const found: Waiting | undefined = waiting[queue];
  if (!found) throw new Error(`Say in infra/stacks/waiting.ts who is hurt when messages wait in ${queue}.`);
  return found;
}
