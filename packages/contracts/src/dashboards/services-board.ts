import { type Board, measure, type Ratio } from "../dashboard-definition";
import { serviceNames } from "../route-table";

const errorShares: Ratio[] = serviceNames.map((service) => ({
  name: service,
  of: measure("http_request_errors_total", "per-second", { where: { service } }),
  in: measure("http_request_duration_seconds", "per-second", { where: { service } }),
}));

/** All services beside one another: rate, errors, duration; then what they use. */
export const servicesBoard: Board = {
  id: "services",
  title: "Services",
  about: "All services beside one another: which of them is it?",
  rows: [
    {
      title: "Rate, errors, duration",
      panels: [
        {
          ...{ title: "Requests", unit: "per-second" },
          about: "A second, by service.",
          lines: [measure("http_request_duration_seconds", "per-second", { by: ["service"] })],
        },
        {
          ...{ title: "Errors", unit: "share", lines: errorShares },
          about: "The share that was answered with a 5xx.",
        },
        {
          ...{ title: "Duration, 99 of 100", unit: "seconds" },
          about: "All but one answer in a hundred take less.",
          lines: [measure("http_request_duration_seconds", "p99", { by: ["service"] })],
        },
        {
          ...{ title: "Duration, half", unit: "seconds" },
          about: "Half of all answers take less.",
          lines: [measure("http_request_duration_seconds", "p50", { by: ["service"] })],
        },
        {
          ...{ title: "Failing routes", unit: "per-second" },
          about: "The ten that fail most.",
          lines: [
            measure("http_request_errors_total", "per-second", {
              by: ["service", "method", "route"],
              most: 10,
            }),
          ],
        },
        {
          ...{ title: "Slow routes, 99 of 100", unit: "seconds" },
          about: "The ten that take longest. A stream of events lasts as long as somebody listens.",
          lines: [
            measure("http_request_duration_seconds", "p99", { by: ["service", "method", "route"], most: 10 }),
          ],
        },
      ],
    },
    {
      title: "Between services",
      panels: [
        {
          ...{ title: "Calls that failed", unit: "per-second" },
          about: "Who calls whom in vain: the callee is where to look, or what is between the two.",
          lines: [
            measure("call_duration_seconds", "per-second", {
              ...{ by: ["service", "callee"], where: { outcome: "failed" } },
            }),
          ],
        },
        {
          ...{ title: "Calls that were spared", unit: "per-second" },
          about: "The circuit is open: so many failed in a row that the callee is left alone for a while.",
          lines: [
            measure("call_duration_seconds", "per-second", {
              ...{ by: ["service", "callee"], where: { outcome: "circuit-open" } },
            }),
          ],
        },
        {
          ...{ title: "Calls, 99 of 100", unit: "seconds" },
          about: "Of those that were answered.",
          lines: [
            measure("call_duration_seconds", "p99", { by: ["service", "callee"], where: { outcome: "ok" } }),
          ],
        },
        {
          ...{ title: "Circuits open", unit: "count" },
          about: "1 while a service is spared calls, because it failed too often in a row.",
          lines: [measure("circuit_open", "greatest", { by: ["service", "callee"] })],
        },
      ],
    },
    {
      title: "What they use",
      panels: [
        {
          ...{ title: "CPU", unit: "share" },
          about: "Of one core: at 1 a program can do no more.",
          lines: [measure("process_cpu_seconds_total", "per-second", { by: ["service", "program"] })],
          aws: [
            {
              ...{ namespace: "AWS/ECS", dimensions: ["ClusterName", "ServiceName"] },
              ...{ metric: "CPUUtilization", statistic: "Average" },
            },
          ],
        },
        {
          ...{ title: "Event loop at work", unit: "share" },
          about: "At 1 requests wait for one another.",
          lines: [measure("nodejs_eventloop_utilization_ratio", "greatest", { by: ["service", "program"] })],
        },
        {
          ...{ title: "Requests under way", unit: "count" },
          about: "It grows while answers are slow.",
          lines: [measure("http_requests_in_flight", "sum", { by: ["service", "program"] })],
        },
      ],
    },
  ],
};
