import type { MetricDeclarations } from "@shopeasy/contracts/metric-declaration";
import type { Counter, Gauge, Histogram } from "prom-client";
import type { LabelOf, NameOf } from "./declared";
import type { DurationRow, Durations } from "./durations";

/** Makes counters, gauges and histograms, each from its declaration: `metrics.counter(shopMetrics, "orders_total")`. */
export interface MetricMaker {
  /** `collect`: called at each scrape, for what is counted elsewhere because it happens too often: `reset()`, then `inc(total)`. */
  counter<Declared extends MetricDeclarations, Name extends NameOf<Declared, "counter">>(
    declared: Declared,
    name: Name,
    collect?: (counter: Counter<LabelOf<Declared, Name>>) => void,
  ): Counter<LabelOf<Declared, Name>>;
  /** `collect`: called at each scrape, to set the value only when somebody looks. */
  gauge<Declared extends MetricDeclarations, Name extends NameOf<Declared, "gauge">>(
    declared: Declared,
    name: Name,
    collect?: (gauge: Gauge<LabelOf<Declared, Name>>) => void | Promise<void>,
  ): Gauge<LabelOf<Declared, Name>>;
  histogram<Declared extends MetricDeclarations, Name extends NameOf<Declared, "histogram">>(
    declared: Declared,
    name: Name,
  ): Histogram<LabelOf<Declared, Name>>;
  /** A histogram for what happens so often that a microsecond counts. */
  durations<Declared extends MetricDeclarations, Name extends NameOf<Declared, "histogram">>(
    declared: Declared,
    name: Name,
  ): Durations<LabelOf<Declared, Name>>;
  /** A histogram of rows that are counted elsewhere, within the declared bounds. */
  rows<Declared extends MetricDeclarations, Name extends NameOf<Declared, "histogram">>(
    declared: Declared,
    name: Name,
    rows: readonly DurationRow[],
  ): void;
}
