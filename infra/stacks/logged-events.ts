import { type ServiceName, serviceNames } from "../../packages/contracts/src/route-table";
import type { Runbook } from "../constructs/alarm";

/** What writes logs in JSON, a line for each fact. */
export type Logging = ServiceName | `${ServiceName}-worker` | "notifications" | "inventory-stream";

/** Lines of the shop's own logs that wake people. */
interface LoggedEvents {
  /** Their names, as the code writes them; a test looks for them there. Or words of a line that is no JSON. */
  events: readonly string[] | string;
  /** `error` where the same event is also written as one that heals itself. */
  level?: "error";
  by: readonly Logging[];
  /** How many within five minutes are borne. */
  above: number;
  hurts: string;
  runbook: Runbook;
}

export const workers = serviceNames.map((service) => `${service}-worker` as const);
export const logging: readonly Logging[] = [
  ...serviceNames,
  ...workers,
  ...(["notifications", "inventory-stream"] as const),
];
/** Those that ask other services. */
const callers: readonly Logging[] = [
  ...(["users", "users-worker", "cart", "orders", "orders-worker"] as const),
  ...(["feedback", "feedback-worker", "notifications"] as const),
];
const ofOrders: readonly Logging[] = ["orders", "orders-worker"];

/** By the alarm's name. What is written as an error and stands nowhere here rings as `<service>-errors`. */
export const loggedEvents: Readonly<Record<string, LoggedEvents>> = {
  "refund-failed": {
    ...{ events: ["order.refund-failed"], level: "error", by: ofOrders, above: 0, runbook: "refunds" },
    hurts: "A customer does not get money back that was promised: the payment gateway refused the refund.",
  },
  "refund-stuck": {
    ...{ events: ["order.refund-postponed"], level: "error", by: ofOrders, above: 0, runbook: "refunds" },
    hurts: "A customer waits for money: a refund was tried for over eight minutes, and is not taken.",
  },
  "refunded-when-undone": {
    ...{ events: ["order.refunded-when-undone"], by: ofOrders, above: 0, runbook: "refunds" },
    hurts: "A customer was charged for an order that was given up; it is being refunded. See that it is.",
  },
  "payment-disputed": {
    ...{ events: ["order.payment-disputed"], level: "error", by: ofOrders, above: 0, runbook: "disputes" },
    hurts: "A customer disputes a charge: the bank takes the money, unless it is answered within days.",
  },
  "checkouts-stuck": {
    events: ["order.checkout-resumed", "order.checkout-postponed", "order.undo-postponed"],
    ...{ level: "error", by: ofOrders, above: 0, runbook: "unfinished-checkouts" },
    hurts:
      "Customers do not learn whether they have bought: checkouts are unfinished for over eight minutes, or another sum was taken than the order costs.",
  },
  "erased-unsent": {
    ...{ events: ["order.erased-unsent"], by: ofOrders, above: 0, runbook: "erased-unsent" },
    hurts: "A customer paid for pieces that can't be sent any more, for the address is erased: refund them.",
  },
  "payment-refused": {
    ...{
      events: ["payment.not-answered"],
      level: "error",
      by: ofOrders,
      above: 0,
      runbook: "payment-gateway",
    },
    hurts: "Nobody can pay: the payment gateway does not accept the shop's key.",
  },
  "payment-unavailable": {
    ...{ events: ["payment.not-answered"], by: ofOrders, above: 5, runbook: "payment-gateway" },
    hurts: "Customers can't pay, or wait to learn whether they have: the payment gateway does not answer.",
  },
  "circuit-opened": {
    ...{ events: ["circuit.opened"], by: callers, above: 10, runbook: "internal-calls" },
    hurts: "A service does not answer the others: customers see errors, or pages with parts missing.",
  },
  "calls-not-understood": {
    ...{ events: ["call.answer-not-understood", "call.refused"], by: callers, above: 0 },
    runbook: "internal-calls",
    hurts: "Two services do not understand each other: what needs both fails until one is rolled back.",
  },
  "outbox-stuck": {
    ...{ events: ["outbox.relay-failed", "events.publishing-failed"], above: 5, runbook: "outbox" },
    by: ["users-worker", "catalog-worker", "orders-worker", "feedback-worker"],
    hurts: "Events are not published: customers get no mails, and the merchant's systems learn of no orders.",
  },
  "cart-changes-stuck": {
    events: ["events.publishing-failed", "cart.changes-left-to-sweeper"],
    ...{ by: ["cart", "cart-worker"], above: 5, runbook: "inventory-stream" },
    hurts: "The stream is not told of carts: customers see pieces as available that lie in others' carts.",
  },
  "record-skipped": {
    ...{
      events: ["inventory.record-skipped"],
      by: ["inventory-stream"],
      above: 0,
      runbook: "inventory-stream",
    },
    hurts: "Customers see old stock of an article: a record of the stream could not be understood.",
  },
  "handler-hung": {
    ...{ events: ["queue.handler-hung"], by: workers, above: 0, runbook: "queue-behind" },
    hurts: "A worker hangs over a message for five minutes: what waits behind it waits on.",
  },
  "process-failed": {
    ...{ events: ["process.failed"], by: logging, above: 0, runbook: "tasks" },
    hurts: "A process crashed and was started again: customers whose requests it had in hand saw errors.",
  },
  "not-started": {
    ...{ events: "can't start", by: [...serviceNames, ...workers], above: 0, runbook: "tasks" },
    hurts:
      "A process can't start and says why: what was released or configured last does not come into being.",
  },
  "requests-failed": {
    ...{ events: ["request.failed"], by: serviceNames, above: 10, runbook: "service-errors" },
    hurts: "Customers, or services that ask for them, get errors that nobody foresaw.",
  },
  "webhook-unreadable": {
    ...{ events: ["webhook.secret-unreadable"], by: ["orders-worker"], above: 0, runbook: "webhooks" },
    hurts: "A merchant's system is told of nothing: the secret of its webhook can't be read any more.",
  },
  "sessions-stolen": {
    ...{ events: ["session.token-reused"], by: ["users"], above: 10, runbook: "attack" },
    hurts: "Many customers' sign-ins are used twice, and were ended: somebody may have stolen their tokens.",
  },
  "sign-ins-refused": {
    ...{ events: ["sign-in.refused"], by: ["users"], above: 500, runbook: "attack" },
    hurts: "Somebody tries out customers' passwords in great number: accounts may be broken into.",
  },
};

const among = (events: readonly string[]) => events.map((event) => `($.event = "${event}")`).join(" || ");

/** The lines of these events, as CloudWatch filters them. */
export const patternOf = ({ events, level }: Pick<LoggedEvents, "events" | "level">): string => {
  if (typeof events === "string") return `"${events}"`;
  return level ? `{ (${among(events)}) && ($.level = "${level}") }` : `{ ${among(events)} }`;
};

/** Errors of a program that none of the above rings for. */
export const otherErrorsOf = (program: Logging): string => {
  const rung = Object.values(loggedEvents)
    .filter(({ by }) => by.includes(program))
    .flatMap(({ events }) => (typeof events === "string" ? [] : events));
  return `{ ($.level = "error")${[...new Set(rung)].map((event) => ` && ($.event != "${event}")`).join("")} }`;
};
