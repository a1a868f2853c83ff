import { readdir, readFile } from "node:fs/promises";
import { platformMetrics } from "@shopeasy/contracts/metrics/platform-metrics";
import { addLoopMetrics } from "./loop-metrics";
import type { MetricMaker } from "./metric-maker";

/**
 * Event loop, memory, CPU and handles of the process, under the names that Prometheus' dashboards know. All are read at
 * the scrape; nothing here keeps a process alive.
 */
export function addProcessMetrics(metrics: MetricMaker): void {
  addLoopMetrics(metrics);

  const heap = metrics.gauge(platformMetrics, "nodejs_heap_bytes", () => {
    const { heapUsed, heapTotal, external } = process.memoryUsage();
    heap.set({ part: "used" }, heapUsed);
    heap.set({ part: "total" }, heapTotal);
    heap.set({ part: "external" }, external);
  });
  metrics.gauge(platformMetrics, "process_resident_memory_bytes", (memory) =>
    memory.set(process.memoryUsage.rss()),
  );
  metrics.counter(platformMetrics, "process_cpu_seconds_total", (cpu) => {
    const { user, system } = process.cpuUsage();
    cpu.reset();
    cpu.inc((user + system) / 1e6);
  });
  metrics.gauge(platformMetrics, "process_start_time_seconds", (started) =>
    started.set(Math.round(Date.now() / 1_000 - process.uptime())),
  );
  addHandles(metrics);
}

function addHandles(metrics: MetricMaker): void {
  metrics.gauge(platformMetrics, "process_open_handles", (handles) => {
    handles.reset();
    for (const type of process.getActiveResourcesInfo()) handles.inc({ type });
  });
  if (process.platform !== "linux") return;

  metrics.gauge(platformMetrics, "process_open_fds", async (open) => {
    // One of them is the folder itself.
    open.set((await readdir("/proc/self/fd")).length - 1);
  });
  metrics.gauge(platformMetrics, "process_max_fds", async (most) => {
    const limits = await readFile("/proc/self/limits", "utf8");
    const [, soft] = /^Max open files\s+(\S+)/m.exec(limits) ?? [];
    most.set(soft === "unlimited" ? Number.POSITIVE_INFINITY : Number(soft));
  });
}
