import { platformMetrics } from "@shopeasy/contracts/metrics/platform-metrics";
import type { Metrics } from "../metrics/metrics";
import type { Logger } from "./logger";
import { droppedLines } from "./stdout-lines";

/** What is told of the log itself: lines written, and lines left out. */
export function logMetrics(metrics: Pick<Metrics, "counter">, logger: Logger): void {
  metrics.counter(platformMetrics, "log_lines_total", (lines) => {
    lines.reset();
    for (const [level, count] of Object.entries(logger.written)) lines.inc({ level }, count);
  });
  metrics.counter(platformMetrics, "log_lines_left_out_total", (lines) => {
    lines.reset();
    lines.inc({ why: "sampled" }, logger.sampling.leftOut);
    lines.inc({ why: "repeated" }, logger.collapsed);
    lines.inc({ why: "dropped" }, droppedLines());
  });
}
