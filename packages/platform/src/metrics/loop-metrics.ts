import { type ELDHistogram, monitorEventLoopDelay, PerformanceObserver, performance } from "node:perf_hooks";
import { platformMetrics } from "@shopeasy/contracts/metrics/platform-metrics";
import type { MetricMaker } from "./metric-maker";
import { Recent } from "./recent";

const nanoseconds = 1e9;
const resolutionMs = 20;
const quantiles = ["0.5", "0.99", "1"] as const;

/** How late and how busy the event loop is, and what garbage collection takes of it. */
export function addLoopMetrics(metrics: MetricMaker): void {
  let lateness: Recent<ELDHistogram> | undefined;
  metrics.gauge(platformMetrics, "nodejs_eventloop_lag_seconds", (lag) => {
    if (!lateness) {
      lateness = new Recent(watchDelays, (delays) => delays.disable());
      return;
    }
    const delays = lateness.since();
    for (const quantile of quantiles) {
      const seconds = delays.percentile(Number(quantile) * 100) / nanoseconds - resolutionMs / 1_000;
      lag.set({ quantile }, Math.max(0, seconds));
    }
  });

  const marks = new Recent(() => performance.eventLoopUtilization());
  metrics.gauge(platformMetrics, "nodejs_eventloop_utilization_ratio", (busy) => {
    busy.set(performance.eventLoopUtilization(marks.since()).utilization);
  });
  addCollections(metrics);
}

function watchDelays(): ELDHistogram {
  const delays = monitorEventLoopDelay({ resolution: resolutionMs });
  delays.enable();
  return delays;
}

/** By the flags of V8's callbacks: `perf_hooks.constants`. */
const kinds: Readonly<Record<number, string>> = { 1: "minor", 4: "major", 8: "incremental", 16: "weakcb" };

function addCollections(metrics: MetricMaker): void {
  const durations = metrics.durations(platformMetrics, "nodejs_gc_duration_seconds");
  const observer = new PerformanceObserver((list) => {
    for (const collection of list.getEntries()) {
      const { kind } = Object((collection as { detail?: unknown }).detail) as { kind?: number };
      durations.row({ kind: kinds[kind ?? 4] ?? "major" }).observe(collection.duration / 1_000);
    }
  });
  observer.observe({ entryTypes: ["gc"] });
}
