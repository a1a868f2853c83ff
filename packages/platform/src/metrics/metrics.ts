import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { addProcessMetrics } from "./process-metrics";
import { addRequestDurations } from "./request-durations";
import { type FinishedRequest, RequestTable } from "./request-table";

/** Where and what a metric is: its name in Prometheus' style (`orders_placed_total`), a sentence, its labels. */
export interface MetricOptions<Label extends string> {
  name: string;
  help: string;
  /** Keep the number of their values small: a route pattern, never an id. */
  labels?: readonly Label[];
}

export interface HistogramOptions<Label extends string> extends MetricOptions<Label> {
  /** Upper bounds, ascending; by default 1 ms to 10 s. */
  buckets?: readonly number[];
}

export interface CounterOptions<Label extends string> extends MetricOptions<Label> {
  /** Called at each scrape, for what is counted elsewhere because it happens too often: `reset()`, then `inc(total)`. */
  collect?: (counter: Counter<Label>) => void;
}

export interface GaugeOptions<Label extends string> extends MetricOptions<Label> {
  /** Called at each scrape, to set the value only when somebody looks. */
  collect?: (gauge: Gauge<Label>) => void | Promise<void>;
}

export interface Metrics {
  counter<Label extends string = never>(options: CounterOptions<Label>): Counter<Label>;
  histogram<Label extends string = never>(options: HistogramOptions<Label>): Histogram<Label>;
  gauge<Label extends string = never>(options: GaugeOptions<Label>): Gauge<Label>;
  /** Counts one answered request in `http_requests_total` and `http_request_duration_seconds`. */
  requestFinished(request: FinishedRequest): void;
  /** All metrics in Prometheus' text format. */
  render(): Promise<string>;
  /** The media type of what `render` gives. */
  readonly contentType: string;
}

const DURATION_BUCKETS: readonly number[] = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];

/** A registry of its own, so that several services can run in one process; every metric is labelled `service`. */
export function createMetrics({ service }: { service: string }): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  addProcessMetrics(registry);

  const counter = <Label extends string = never>(options: CounterOptions<Label>) => {
    const { name, help, labels = [], collect } = options;
    const collectNow = collect && { collect: (): void => collect(made) };
    const made: Counter<Label> = new Counter<Label>({
      name,
      help,
      labelNames: labels,
      registers: [registry],
      ...collectNow,
    });
    return made;
  };

  const histogram = <Label extends string = never>(options: HistogramOptions<Label>) => {
    const { name, help, labels = [], buckets = DURATION_BUCKETS } = options;
    return new Histogram<Label>({
      name,
      help,
      labelNames: labels,
      buckets: [...buckets],
      registers: [registry],
    });
  };

  const gauge = <Label extends string = never>({ name, help, labels = [], collect }: GaugeOptions<Label>) => {
    const collectNow = collect && { collect: (): void | Promise<void> => collect(made) };
    const made: Gauge<Label> = new Gauge<Label>({
      name,
      help,
      labelNames: labels,
      registers: [registry],
      ...collectNow,
    });
    return made;
  };

  const requests = new RequestTable(DURATION_BUCKETS);
  counter({
    name: "http_requests_total",
    help: "Requests answered.",
    labels: ["route", "method", "status"],
    collect: (total) => {
      total.reset();
      for (const { labels, count } of requests.rows) total.inc(labels, count);
    },
  });
  addRequestDurations(requests, {
    registry,
    name: "http_request_duration_seconds",
    help: "From the request's first byte to the end of its answer.",
    bounds: DURATION_BUCKETS,
  });

  return {
    counter,
    histogram,
    gauge,
    requestFinished: (request) => requests.add(request),
    render: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
