import { type Board, measure } from "../dashboard-definition";

const byProgram = { by: ["service", "program"] } as const;

/** Node itself: its loop, its garbage, its memory. */
export const runtimeBoard: Board = {
  id: "runtime",
  title: "Runtime",
  about: "Node itself: does something block its loop, or leak?",
  rows: [
    {
      title: "Event loop and CPU",
      panels: [
        {
          ...{ title: "Loop lag, 99 of 100", unit: "seconds" },
          about: "How late timers fire. What lags blocks everything else that the process does.",
          lines: [
            measure("nodejs_eventloop_lag_seconds", "greatest", {
              ...byProgram,
              where: { quantile: "0.99" },
            }),
          ],
        },
        {
          ...{ title: "Loop at work", unit: "share" },
          about: "The share of time in which it does not wait.",
          lines: [measure("nodejs_eventloop_utilization_ratio", "greatest", byProgram)],
        },
        {
          ...{ title: "CPU", unit: "share" },
          about: "Of one core, garbage collection and all.",
          lines: [measure("process_cpu_seconds_total", "per-second", byProgram)],
        },
      ],
    },
    {
      title: "Memory",
      panels: [
        {
          ...{ title: "In RAM", unit: "bytes" },
          about: "It rises after a start and then stays; what grows on is a leak.",
          lines: [measure("process_resident_memory_bytes", "greatest", byProgram)],
        },
        {
          ...{ title: "Heap in use", unit: "bytes" },
          about: "A saw is healthy. Its lower edge must not rise.",
          lines: [measure("nodejs_heap_bytes", "greatest", { ...byProgram, where: { part: "used" } })],
        },
        {
          ...{ title: "Collecting garbage", unit: "share" },
          about: "The share of time that it took.",
          lines: [measure("nodejs_gc_duration_seconds", "seconds-per-second", byProgram)],
        },
      ],
    },
    {
      title: "Handles and lines",
      panels: [
        {
          ...{ title: "Open handles", unit: "count" },
          about:
            "Sockets, timers, requests under way. A handler that leaks shows as a line that never falls.",
          lines: [measure("process_open_handles", "sum", byProgram)],
        },
        {
          ...{ title: "File descriptors", unit: "count" },
          about: "In use.",
          lines: [measure("process_open_fds", "greatest", byProgram)],
        },
        {
          ...{ title: "Lines left out of logs", unit: "per-second" },
          about: "Dropped ones are lost: nobody took them in time.",
          lines: [measure("log_lines_left_out_total", "per-second", { by: ["service", "program", "why"] })],
        },
      ],
    },
  ],
};
