import { availabilityOf } from "@shopeasy/contracts/slo-rules";
import { DurationRow } from "./durations";

/** One answered request. */
export interface FinishedRequest {
  /** The pattern, as `/orders/{id}`; of no route, `unmatched`. */
  route: string;
  method: string;
  status: number;
  seconds: number;
  /** Whether the caller went away before the answer had ended. */
  isAborted?: boolean;
}

/** What a request is measured against that counts for a journey. */
export interface Promised {
  journey: string;
  withinSeconds: number;
}

/** Tells what a route's requests are measured against; undefined where nothing was promised. */
export type PromisedOf = (route: {
  service: string;
  method: string;
  pattern: string;
}) => Promised | undefined;

interface RequestLabels {
  readonly [label: string]: string | number;
  readonly route: string;
  readonly method: string;
  readonly status: number;
}

/** What was counted of the requests with the same route, method and status. */
export class RequestRow extends DurationRow<RequestLabels> {
  /** Of those that count for the route's journey: all, and the late ones. */
  counted = 0;
  late = 0;
  /** Undefined where a request with this status counts for no journey. */
  readonly availability: "good" | "bad" | undefined;

  constructor(
    labels: RequestLabels,
    bounds: readonly number[],
    readonly promised: Promised | undefined,
  ) {
    super(labels, bounds);
    this.availability = promised && availabilityOf({ status: labels.status, isAborted: false });
  }
}

/** Counts requests where their row is, and leaves all else to the scrape. */
export class RequestTable {
  readonly rows: RequestRow[] = [];
  private readonly byRoute = new Map<string, Map<string, RequestRow[]>>();

  constructor(
    private readonly service: string,
    private readonly bounds: readonly number[],
    private readonly promisedOf: PromisedOf = () => undefined,
  ) {}

  add({ route, method, status, seconds, isAborted = false }: FinishedRequest): void {
    const row = this.byRoute.get(route)?.get(method)?.[status] ?? this.newRow(route, method, status);
    row.observe(seconds);
    if (row.availability === undefined || isAborted) return;
    row.counted++;
    if (seconds > Number(row.promised?.withinSeconds)) row.late++;
  }

  private newRow(route: string, method: string, status: number): RequestRow {
    const byMethod = this.byRoute.get(route) ?? new Map<string, RequestRow[]>();
    this.byRoute.set(route, byMethod);
    const byStatus = byMethod.get(method) ?? [];
    byMethod.set(method, byStatus);
    const promised = this.promisedOf({ service: this.service, method, pattern: route });
    const row = new RequestRow({ route, method, status }, this.bounds, promised);
    byStatus[status] = row;
    this.rows.push(row);
    return row;
  }
}
