import { type Board, measure } from "../dashboard-definition";

/** One service by its routes, and by what each of them may wait for. */
export const oneServiceBoard: Board = {
  id: "one-service",
  title: "One service",
  about: "Its routes, and what they may wait for.",
  ofOneService: true,
  rows: [
    {
      title: "Rate, errors, duration",
      panels: [
        {
          ...{ title: "Requests by route", unit: "per-second" },
          about: "The ten that are asked for most.",
          lines: [
            measure("http_request_duration_seconds", "per-second", { by: ["method", "route"], most: 10 }),
          ],
        },
        {
          ...{ title: "Errors by route", unit: "per-second" },
          about: "Answers with a 5xx.",
          lines: [measure("http_request_errors_total", "per-second", { by: ["method", "route"], most: 10 })],
        },
        {
          ...{ title: "Duration by route, 99 of 100", unit: "seconds" },
          about: "The ten that take longest.",
          lines: [measure("http_request_duration_seconds", "p99", { by: ["method", "route"], most: 10 })],
        },
        {
          ...{ title: "Answers by status", unit: "per-second" },
          about: "409 and 422 are customers being refused; 429 is the shop defending itself.",
          lines: [measure("http_requests_total", "per-second", { by: ["status"] })],
        },
        {
          ...{ title: "Kept answers", unit: "per-second" },
          about: "Fresh and stale ones cost nothing; made ones cost statements.",
          lines: [measure("answers_total", "per-second", { by: ["outcome"] })],
        },
        {
          ...{ title: "Requests under way", unit: "count" },
          about: "It grows while answers are slow.",
          lines: [measure("http_requests_in_flight", "sum", { by: ["program"] })],
        },
      ],
    },
    {
      title: "What it waits for",
      panels: [
        {
          ...{ title: "SQL, half and 99 of 100", unit: "seconds" },
          about: "With the wait for a connection.",
          lines: [
            measure("database_statement_duration_seconds", "p50", { name: "half", by: ["program", "pool"] }),
            measure("database_statement_duration_seconds", "p99", {
              name: "99 of 100",
              by: ["program", "pool"],
            }),
          ],
        },
        {
          ...{ title: "Calls of other services, 99 of 100", unit: "seconds" },
          about: "By whom it asks, and how that ended.",
          lines: [measure("call_duration_seconds", "p99", { by: ["callee", "outcome"] })],
        },
        {
          ...{ title: "Calls of AWS, 99 of 100", unit: "seconds" },
          about: "A worker's receive of SQS waits for messages for up to 20 s.",
          lines: [measure("aws_call_duration_seconds", "p99", { by: ["aws_service", "outcome"] })],
        },
      ],
    },
    {
      title: "What it uses",
      panels: [
        {
          ...{ title: "CPU", unit: "share" },
          about: "Of one core.",
          lines: [measure("process_cpu_seconds_total", "per-second", { by: ["program"] })],
        },
        {
          ...{ title: "Event loop at work", unit: "share" },
          about: "At 1 requests wait for one another.",
          lines: [measure("nodejs_eventloop_utilization_ratio", "greatest", { by: ["program"] })],
        },
        {
          ...{ title: "Memory", unit: "bytes" },
          about: "In RAM. It rises after a start and then stays; what grows on is a leak.",
          lines: [measure("process_resident_memory_bytes", "greatest", { by: ["program"] })],
        },
      ],
    },
  ],
};
