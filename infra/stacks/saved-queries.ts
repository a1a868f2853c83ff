import type { Logging } from "./logged-events";

interface SavedQuery {
  /** Whose logs are asked; all, unless given. */
  of?: readonly Logging[];
  /** CloudWatch Logs Insights. What is in angle brackets is put in by whoever asks. */
  lines: readonly string[];
}

const orders = ["orders", "orders-worker"] as const;

/** Questions of the runbooks, to be found under Logs Insights, Saved queries, by these names. */
export const savedQueries: Readonly<Record<string, SavedQuery>> = {
  errors: {
    lines: [
      "fields @timestamp, service, event, error.message, requestId, traceId",
      'filter level = "error"',
      "sort @timestamp desc",
      "limit 200",
    ],
  },
  "errors-counted": {
    lines: [
      'filter level = "error"',
      "stats count(*) as times, max(@timestamp) as last by service, event",
      "sort times desc",
    ],
  },
  warnings: {
    lines: ['filter level = "warn"', "stats count(*) as times by bin(5m), service, event", "sort times desc"],
  },
  "one-request": {
    lines: [
      "fields @timestamp, service, event, @message",
      'filter requestId = "<request id>"',
      "sort @timestamp asc",
    ],
  },
  "one-trace": {
    lines: [
      "fields @timestamp, service, event, @message",
      'filter traceId = "<trace id>"',
      "sort @timestamp asc",
    ],
  },
  "one-order": {
    of: [...orders, "notifications"],
    lines: [
      "fields @timestamp, service, event, kind, level, @message",
      'filter orderId = "<order id>"',
      "sort @timestamp asc",
    ],
  },
  "one-order-everywhere": {
    lines: [
      "fields @timestamp, service, event, level, requestId, traceId",
      'filter @message like "<order id>"',
      "sort @timestamp asc",
    ],
  },
  "slow-routes": {
    lines: [
      'filter event = "request.completed"',
      "stats count(*) as requests, pct(durationMs, 50) as p50, pct(durationMs, 99) as p99 by service, method, route",
      "sort p99 desc",
      "limit 30",
    ],
  },
  "slowest-requests": {
    lines: [
      'filter event = "request.completed" and durationMs > 1000',
      "fields @timestamp, service, method, route, status, durationMs, requestId, traceId",
      "sort durationMs desc",
      "limit 50",
    ],
  },
  "failing-routes": {
    lines: [
      'filter event = "request.completed" and status >= 500',
      "stats count(*) as failed by service, method, route, status",
      "sort failed desc",
    ],
  },
  "cold-starts": {
    of: ["notifications", "inventory-stream"],
    lines: [
      'filter @type = "REPORT" and ispresent(@initDuration)',
      "stats count(*) as starts, pct(@initDuration, 50) as p50, max(@initDuration) as longest, max(@maxMemoryUsed / 1000000) as mb by bin(1h), @log",
    ],
  },
  "starts-of-processes": {
    lines: [
      'filter event in ["service.started", "worker.started"]',
      "fields @timestamp, service, event, version",
      "sort @timestamp desc",
      "limit 100",
    ],
  },
  "payments-not-answered": {
    of: orders,
    lines: ['filter event = "payment.not-answered"', "stats count(*) as times by bin(1m), reason"],
  },
  "checkouts-under-way": {
    of: orders,
    lines: [
      'filter event in ["order.checkout-resumed", "order.checkout-postponed", "order.undo-postponed"]',
      "stats count(*) as tries, max(attempts) as attempts, latest(level) as level, latest(error.message) as error by orderId",
      "sort attempts desc",
    ],
  },
  "orders-counted": {
    of: orders,
    lines: [
      'filter event in ["order.placed", "order.paid", "order.checkout-undone", "order.cancelled"]',
      "stats count(*) as orders by bin(5m), event, reason",
    ],
  },
  refunds: {
    of: orders,
    lines: [
      "fields @timestamp, event, level, orderId, refundId, amount, attempts, reason, failure, error.message",
      'filter event like /^order[.]refund/ or event = "order.payment-disputed"',
      "sort @timestamp desc",
      "limit 100",
    ],
  },
  "calls-failed": {
    lines: [
      'filter event in ["call.failed", "call.refused", "call.answer-not-understood", "circuit.opened"]',
      "stats count(*) as times, latest(error.message) as error by bin(5m), service, event, callee, call",
      "sort times desc",
    ],
  },
  publishing: {
    lines: [
      "fields @timestamp, service, event, reasons, error.message, failuresInARow",
      'filter event like /^(outbox|events)[.]/ or event = "cart.changes-left-to-sweeper"',
      "sort @timestamp desc",
      "limit 100",
    ],
  },
  "messages-failed": {
    lines: [
      'filter event in ["queue.message-failed", "notification.failed"]',
      "stats count(*) as times, max(receiveCount) as received, latest(error.message) as error by service, queue, requestId",
      "sort received desc",
    ],
  },
};
