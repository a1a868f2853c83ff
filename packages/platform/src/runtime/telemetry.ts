import type { ServiceConfig } from "../config/environment";
import { followLogLevels, type LevelFlags } from "../logging/follow-levels";
import type { Logger } from "../logging/logger";
import { linesOut, takeUntoldDrops, writeLine } from "../logging/stdout-lines";
import { EmfWriter } from "../metrics/emf/emf-writer";
import { countInFlight } from "../metrics/in-flight";
import type { Metrics } from "../metrics/metrics";

export interface TelemetryOptions {
  service: string;
  config: Pick<ServiceConfig, "METRICS_EMF" | "METRICS_NAMESPACE">;
  logger: Logger;
  metrics: Metrics;
  /** What operators say of levels as it runs; without it they stay as configured. */
  flags?: LevelFlags | undefined;
}

const everyMs = 60_000;
/** A lambda is frozen between two invocations, and ended without a word: what it has counted soon goes out. */
const lambdaEveryMs = 10_000;

/** What a program tells of itself beside its work: to CloudWatch, and to its log as much as operators want. */
export class Telemetry {
  readonly #options: TelemetryOptions;
  #writer: EmfWriter | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: TelemetryOptions) {
    this.#options = options;
  }

  /** Begins as this program of the service: `main`, `worker` or `lambda`. `listeners`: where it is asked. */
  begin(program: string, listeners: readonly { readonly inFlight: number }[] = []): void {
    const { service, config, metrics, logger, flags } = this.#options;
    metrics.nameProgram(program);
    countInFlight(metrics, listeners);
    if (flags) followLogLevels({ flags, logger, program });
    if (program !== "lambda") this.#timer = setInterval(() => void this.#tell(), everyMs).unref();
    if (!config.METRICS_EMF) return;
    this.#writer = new EmfWriter({
      ...{ namespace: config.METRICS_NAMESPACE, service, program },
      read: () => metrics.read(),
      write: (line) => writeLine(line, "kept"),
    });
  }

  /** After an invocation of a lambda: what is not out by now may never be. */
  async invoked(): Promise<void> {
    await this.#writer?.writeAfter(lambdaEveryMs).catch((error: unknown) => this.#untold(error));
    await linesOut(1_000);
  }

  /** Tells what was not told yet. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    await this.#tell();
    this.#options.logger.endRepeats();
  }

  async #tell(): Promise<void> {
    const dropped = takeUntoldDrops();
    if (dropped > 0) this.#options.logger.warn("log.lines-dropped", { count: dropped });
    await this.#writer?.write().catch((error: unknown) => this.#untold(error));
  }

  #untold(error: unknown): void {
    this.#options.logger.warn("metrics.not-told", { error });
  }
}
