import type { DistributionSeries, MetricReading } from "../readings";
import { cameTo, distributionOf, type EmfDatum, emfLines, summed } from "./emf-rules";

export interface EmfOptions {
  /** As `ShopEasy/production`. */
  namespace: string;
  service: string;
  program: string;
  /** How the metrics stand that are declared for CloudWatch. */
  read: () => Promise<readonly MetricReading[]>;
  /** Takes a line with its newline. */
  write: (line: string) => void;
}

/**
 * Writes the metrics that are declared for CloudWatch as lines of its embedded metric format, which its log groups make
 * metrics of. Every count is in one line only: what came to it since the one before.
 */
export class EmfWriter {
  readonly #options: EmfOptions;
  readonly #before = new Map<string, number | DistributionSeries>();
  #writing: Promise<void> = Promise.resolve();
  #writtenAt = Number.NEGATIVE_INFINITY;

  constructor(options: EmfOptions) {
    this.#options = options;
  }

  /** One after another, for each goes on from the one before. */
  write(): Promise<void> {
    const written = this.#writing.then(() => this.#write());
    this.#writing = written.catch(() => {});
    return written;
  }

  /** Writes where the last time is so long ago. */
  async writeAfter(ms: number): Promise<void> {
    if (performance.now() - this.#writtenAt >= ms) await this.write();
  }

  async #write(): Promise<void> {
    const { namespace, service, program, read, write } = this.#options;
    this.#writtenAt = performance.now();
    const readings = await read();
    const data = readings.flatMap((reading) => this.#dataOf(reading, { service, program }));
    for (const line of emfLines(data, namespace, Date.now())) write(line);
  }

  #dataOf(reading: MetricReading, common: Readonly<Record<string, string>>): EmfDatum[] {
    const { name, declaration } = reading;
    const { kind, unit, cloudWatch } = declaration;
    return (cloudWatch?.dimensions ?? []).flatMap((names) =>
      summed(reading, common, names).flatMap(({ dimensions, total }) => {
        const change =
          kind === "gauge" ? total : this.#changeOf(`${name} ${JSON.stringify(dimensions)}`, total);
        const value = typeof change === "object" ? distributionOf(change, declaration) : change;
        const isTold = typeof value === "object" || Number.isFinite(value);
        return value !== undefined && isTold ? [{ name, unit, dimensions, value }] : [];
      }),
    );
  }

  #changeOf(key: string, total: number | DistributionSeries) {
    const change = cameTo(total, this.#before.get(key));
    this.#before.set(key, total);
    return change;
  }
}
