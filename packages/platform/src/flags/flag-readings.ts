import { platformMetrics } from "@shopeasy/contracts/metrics/platform-metrics";
import type { Logger } from "../logging/logger";
import type { Metrics } from "../metrics/metrics";
import { FlagsRefused } from "./flag-set";
import type { FlagSource } from "./source";

interface ReadingsOptions {
  source: FlagSource | undefined;
  logger: Pick<Logger, "info" | "warn" | "error">;
  metrics: Pick<Metrics, "counter" | "gauge">;
}

/** What is told of each look at the source: to the log once for each trouble, and to the metrics. */
export class FlagReadings {
  version = "defaults";
  /** How often in a row the source could not be read. */
  failures = 0;
  readonly #options: ReadingsOptions;
  readonly #refused;
  readonly #failed;
  #readAt = performance.now();
  #told = "";

  constructor(options: ReadingsOptions) {
    this.#options = options;
    const { metrics, source } = options;
    this.#refused = metrics.counter(platformMetrics, "flags_refused_total");
    this.#failed = metrics.counter(platformMetrics, "flags_read_failures_total");
    metrics.gauge(platformMetrics, "flags_configuration_info", (inUse) => {
      inUse.reset();
      inUse.set({ version: this.version }, 1);
    });
    if (!source) return;
    metrics.gauge(platformMetrics, "flags_age_seconds", (age) =>
      age.set((performance.now() - this.#readAt) / 1_000),
    );
  }

  /** A new configuration is in use. */
  taken(version: string, unknown: readonly string[]): void {
    this.version = version;
    this.#options.logger.info("flags.changed", { configuration: version });
    if (unknown.length > 0) this.#options.logger.warn("flags.unknown", { flags: unknown });
    this.#reached();
  }

  /** The source was read, and nothing is new. */
  unchanged(): void {
    this.#reached();
  }

  /** It could not be read, or what was read is not valid: what was in use stays. */
  failed(error: unknown): void {
    const { logger, source } = this.#options;
    const isRefused = error instanceof FlagsRefused;
    if (isRefused) {
      this.#refused.inc();
      this.#reached();
      logger.error("flags.refused", { source: source?.kind, faults: error.faults, inUse: this.version });
      return;
    }
    this.failures++;
    this.#failed.inc();
    const trouble = String(error);
    if (trouble === this.#told) return;
    this.#told = trouble;
    logger.error("flags.unreadable", { source: source?.kind, error, inUse: this.version });
  }

  #reached(): void {
    if (this.#told) this.#options.logger.info("flags.readable-again", { inUse: this.version });
    this.#told = "";
    this.failures = 0;
    this.#readAt = performance.now();
  }
}
