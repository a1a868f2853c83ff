import type { MetricDeclarations } from "../metric-declaration";

const perPool = { dimensions: [["service", "program", "pool"]] } as const;
const pool = ["primary", "replica"] as const;

/** Databases, queues, outboxes, and what is kept in memory. */
export const storeMetrics = {
  database_statement_duration_seconds: {
    kind: "histogram",
    unit: "seconds",
    labels: ["pool", "outcome"],
    values: { pool, outcome: ["ok", "failed"] },
    help: "SQL statements, from being sent for to their last row; with the wait for a connection.",
    cloudWatch: {
      dimensions: [
        ["service", "program", "pool"],
        ["service", "outcome"],
      ],
    },
  },
  database_pool_connections: {
    kind: "gauge",
    unit: "count",
    labels: ["pool", "state"],
    values: { pool, state: ["busy", "idle", "max"] },
    help: "Connections to PostgreSQL: at work or held by a transaction, free to be used, and how many there may be.",
    cloudWatch: { dimensions: [["service", "program", "pool", "state"]] },
  },
  database_pool_waiting: {
    kind: "gauge",
    unit: "count",
    labels: ["pool"],
    values: { pool },
    help: "Statements and transactions that wait for a connection.",
    cloudWatch: perPool,
  },
  database_pool_wait_seconds: {
    kind: "histogram",
    unit: "seconds",
    labels: ["pool"],
    values: { pool },
    help: "How long transactions waited for their connection and its BEGIN.",
    cloudWatch: perPool,
  },
  queue_messages_handled_total: {
    kind: "counter",
    unit: "count",
    labels: ["queue"],
    values: { queue: 4 },
    help: "Messages done with.",
    cloudWatch: { dimensions: [["queue"]] },
  },
  queue_messages_failed_total: {
    kind: "counter",
    unit: "count",
    labels: ["queue"],
    values: { queue: 4 },
    help: "Messages given back.",
    cloudWatch: { dimensions: [["queue"]] },
  },
  queue_messages_in_hand: {
    kind: "gauge",
    unit: "count",
    labels: ["queue"],
    values: { queue: 4 },
    help: "Messages being worked on.",
  },
  queue_message_duration_seconds: {
    kind: "histogram",
    unit: "seconds",
    labels: ["queue"],
    values: { queue: 4 },
    help: "How long the handler took.",
    cloudWatch: { dimensions: [["queue"]] },
  },
  queue_message_age_seconds: {
    kind: "histogram",
    unit: "seconds",
    labels: ["queue"],
    values: { queue: 4 },
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800],
    help: "From sending a message to taking it up for the first time.",
    cloudWatch: { dimensions: [["queue"]] },
  },
  outbox_oldest_seconds: {
    kind: "gauge",
    unit: "seconds",
    labels: [],
    help: "How long the oldest unpublished event has waited.",
    cloudWatch: { dimensions: [["service"]] },
  },
  outbox_published_total: {
    kind: "counter",
    unit: "count",
    labels: [],
    help: "Events published.",
    cloudWatch: { dimensions: [["service"]] },
  },
  outbox_failed_total: {
    kind: "counter",
    unit: "count",
    labels: [],
    help: "Attempts to publish an event that failed.",
    cloudWatch: { dimensions: [["service"]] },
  },
  answers_total: {
    kind: "counter",
    unit: "count",
    labels: ["outcome"],
    values: { outcome: ["fresh", "stale", "joined", "shared", "made", "failed"] },
    help: "Cached answers: sent fresh or stale, waited for (joined), taken from the second tier (shared), made, failed.",
    cloudWatch: { dimensions: [["service", "outcome"]] },
  },
  answers_evicted_total: {
    kind: "counter",
    unit: "count",
    labels: [],
    help: "Answers that made room for others.",
  },
  answers_bytes: { kind: "gauge", unit: "bytes", labels: [], help: "What the kept answers take." },
  answers_kept: { kind: "gauge", unit: "count", labels: [], help: "How many answers are kept." },
  answers_hearing: {
    kind: "gauge",
    unit: "count",
    labels: [],
    help: "1 while changes are heard, else 0.",
    cloudWatch: { dimensions: [["service"]] },
  },
} as const satisfies MetricDeclarations;
