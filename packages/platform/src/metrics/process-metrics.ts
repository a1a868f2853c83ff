import { type ELDHistogram, monitorEventLoopDelay } from "node:perf_hooks";
import { Counter, Gauge, type Registry } from "prom-client";

const NANOSECONDS = 1e9;

/**
 * Event loop lag, memory and CPU of the process, under the names that Prometheus' dashboards know. All are read at
 * the scrape; watching the event loop begins with the first one, and its timer keeps no process alive.
 */
export function addProcessMetrics(registry: Registry): void {
  const registers = [registry];
  addEventLoopLag(registers);

  const memory: Gauge = new Gauge({
    name: "process_resident_memory_bytes",
    help: "Memory of the process in RAM.",
    registers,
    collect() {
      const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
      memory.set(rss);
      heap.set({ part: "used" }, heapUsed);
      heap.set({ part: "total" }, heapTotal);
      heap.set({ part: "external" }, external);
    },
  });
  const heap = new Gauge({
    name: "nodejs_heap_bytes",
    help: "JavaScript heap.",
    labelNames: ["part"],
    registers,
  });

  const cpu: Counter = new Counter({
    name: "process_cpu_seconds_total",
    help: "User and system CPU time.",
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      cpu.reset();
      cpu.inc((user + system) / 1e6);
    },
  });

  const started: Gauge = new Gauge({
    name: "process_start_time_seconds",
    help: "Start of the process, in Unix time.",
    registers,
    collect() {
      started.set(Math.round(Date.now() / 1000 - process.uptime()));
    },
  });
}

function addEventLoopLag(registers: Registry[]): void {
  let delays: ELDHistogram | undefined;

  const lag = new Gauge({
    name: "nodejs_eventloop_lag_seconds",
    help: "How late timers fired since the last scrape.",
    labelNames: ["quantile"],
    registers,
    collect() {
      if (!delays) {
        delays = monitorEventLoopDelay({ resolution: 20 });
        delays.enable();
        return;
      }
      for (const quantile of [50, 99, 100]) {
        lag.set({ quantile: quantile / 100 }, Math.max(0, delays.percentile(quantile) / NANOSECONDS - 0.02));
      }
      delays.reset();
    },
  });
}
