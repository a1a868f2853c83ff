import type { MetricDeclarations } from "../metric-declaration";

const perService = ["service"] as const;
const perRoute = ["service", "route", "method"] as const;
/** Of one program: more than any has now. */
const routes = { route: 90, method: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] } as const;

/** What is asked of a program, and what it asks of others. */
export const trafficMetrics = {
  http_requests_total: {
    kind: "counter",
    unit: "count",
    labels: ["route", "method", "status"],
    values: { ...routes, status: 20 },
    help: "Requests answered.",
    cloudWatch: { dimensions: [["service", "status"]] },
  },
  http_request_errors_total: {
    kind: "counter",
    unit: "count",
    labels: ["route", "method"],
    values: routes,
    help: "Requests answered with a 5xx.",
    cloudWatch: { dimensions: [perService, perRoute] },
  },
  http_request_duration_seconds: {
    kind: "histogram",
    unit: "seconds",
    labels: ["route", "method", "status"],
    values: { ...routes, status: 20 },
    help: "From the request's first byte to the end of its answer.",
    cloudWatch: { dimensions: [perService, perRoute] },
  },
  http_requests_in_flight: {
    kind: "gauge",
    unit: "count",
    labels: [],
    help: "Requests that are not answered yet, streams among them.",
    cloudWatch: { dimensions: [["service", "program"]] },
  },
  journey_requests_total: {
    kind: "counter",
    unit: "count",
    labels: ["journey", "objective", "outcome"],
    values: { journey: 4, objective: ["availability", "latency"], outcome: ["good", "bad"] },
    help: "Requests of customers' journeys, as their objectives count them (docs/slos.md).",
    cloudWatch: { dimensions: [["journey", "objective", "outcome"]] },
  },
  call_duration_seconds: {
    kind: "histogram",
    unit: "seconds",
    labels: ["callee", "call", "outcome"],
    values: { callee: 4, call: 10, outcome: ["ok", "refused", "failed", "circuit-open"] },
    help: "Calls of other services, with all their tries: answered, refused (4xx), failed, or spared.",
    cloudWatch: { dimensions: [["service", "callee", "outcome"]] },
  },
  call_pool_connections: {
    kind: "gauge",
    unit: "count",
    labels: ["callee", "state"],
    values: { callee: 4, state: ["busy", "idle"] },
    help: "Connections to another service.",
  },
  call_pool_waiting: {
    kind: "gauge",
    unit: "count",
    labels: ["callee"],
    values: { callee: 4 },
    help: "Calls of another service that wait for a connection.",
    cloudWatch: { dimensions: [["service", "callee"]] },
  },
  circuit_open: {
    kind: "gauge",
    unit: "count",
    labels: ["callee"],
    values: { callee: 4 },
    help: "1 while a service is spared calls, because it failed too often in a row; else 0.",
    cloudWatch: { dimensions: [["service", "callee"]] },
  },
  aws_call_duration_seconds: {
    kind: "histogram",
    unit: "seconds",
    labels: ["aws_service", "operation", "outcome"],
    values: { aws_service: 6, operation: 12, outcome: ["ok", "refused", "throttled", "failed"] },
    help: "Calls of AWS, with all their tries. A receive of SQS waits for messages for up to 20 s.",
    cloudWatch: { dimensions: [["service", "aws_service", "outcome"]] },
  },
  aws_sockets: {
    kind: "gauge",
    unit: "count",
    labels: ["aws_service", "state"],
    values: { aws_service: 6, state: ["busy", "idle", "waiting"] },
    help: "Connections to AWS; and calls that wait for one.",
  },
} as const satisfies MetricDeclarations;
