import { bucketsOf, type MetricDeclarations } from "@shopeasy/contracts/metric-declaration";
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { declarationOf, declaredSeries } from "./declared";
import { addDurations } from "./duration-samples";
import { Durations } from "./durations";
import type { MetricMaker } from "./metric-maker";
import { addProcessMetrics } from "./process-metrics";
import { type MetricReading, readMetric } from "./readings";
import { addRequestMetrics, requestBounds } from "./request-metrics";
import { type FinishedRequest, type PromisedOf, RequestTable } from "./request-table";

/** The metrics of one process. */
export interface Metrics extends MetricMaker {
  /** Counts one answered request, by its route and for its journey. */
  requestFinished(request: FinishedRequest): void;
  /** Says which of the service's programs this is; told with every metric from then on. */
  nameProgram(program: string): void;
  /** All metrics in Prometheus' text format. */
  render(): Promise<string>;
  /** The media type of what `render` gives. */
  readonly contentType: string;
  /** How those stand now that CloudWatch is told. */
  read(): Promise<MetricReading[]>;
}

export interface MetricsOptions {
  service: string;
  /** What its routes' requests are measured against. */
  promisedOf?: PromisedOf | undefined;
  /** Off, requests are not counted: to measure what that costs. On unless given. */
  countsRequests?: boolean;
}

/** A registry of its own, so that several services can run in one process; every metric is labelled `service`. */
export function createMetrics({ service, promisedOf, countsRequests = true }: MetricsOptions): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  const made = new Map<string, MetricDeclarations>();

  const described = (declared: MetricDeclarations, name: string) => {
    const { help, labels } = declarationOf(declared, name);
    made.set(name, declared);
    return { name, help, labelNames: [...labels], registers: [registry] };
  };

  const metrics: Metrics = {
    counter(declared, name, collect) {
      const options = described(declared, name);
      const collectNow = collect && { collect: (): void => collect(counter) };
      const counter: Counter<string> = new Counter({ ...options, ...collectNow });
      // What has not happened yet is told as 0: or the first time would be no increase.
      if (!collect) for (const labels of declaredSeries(declared, name)) counter.inc(labels, 0);
      return counter;
    },
    gauge(declared, name, collect) {
      const options = described(declared, name);
      const collectNow = collect && { collect: (): void | Promise<void> => collect(gauge) };
      const gauge: Gauge<string> = new Gauge({ ...options, ...collectNow });
      return gauge;
    },
    histogram(declared, name) {
      const buckets = [...bucketsOf(declarationOf(declared, name))];
      return new Histogram<string>({ ...described(declared, name), buckets });
    },
    durations(declared, name) {
      const durations = new Durations(bucketsOf(declarationOf(declared, name)));
      metrics.rows(declared, name, durations.rows);
      return durations;
    },
    rows(declared, name, rows) {
      const { help } = described(declared, name);
      addDurations(rows, { registry, name, help, bounds: bucketsOf(declarationOf(declared, name)) });
    },
    requestFinished: countsRequests ? (request) => requests.add(request) : () => {},
    nameProgram: (program) => registry.setDefaultLabels({ service, program }),
    render: () => registry.metrics(),
    contentType: registry.contentType,
    async read() {
      const sent = [...made].filter(([name, declared]) => declared[name]?.cloudWatch);
      return Promise.all(
        sent.map(([name, declared]) =>
          readMetric(name, declarationOf(declared, name), registry.getSingleMetric(name)),
        ),
      );
    },
  };

  const requests = new RequestTable(service, requestBounds, promisedOf);
  addProcessMetrics(metrics);
  addRequestMetrics(requests, metrics);
  return metrics;
}
