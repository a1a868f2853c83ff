/** One answered request. */
export interface FinishedRequest {
  /** The pattern, as `/orders/{id}`; of no route, `unmatched`. */
  route: string;
  method: string;
  status: number;
  seconds: number;
}

/** What was counted of the requests with the same route, method and status. */
export interface RequestRow {
  readonly labels: Readonly<{ route: string; method: string; status: number }>;
  count: number;
  seconds: number;
  /** How many took no longer than each bound, and longer than the one before it. */
  readonly within: number[];
}

/**
 * Counts requests where their row is, and leaves all else to the scrape: prom-client makes a text of the labels for each
 * observation, which costs several times as much.
 */
export class RequestTable {
  readonly rows: RequestRow[] = [];
  private readonly byRoute = new Map<string, Map<string, RequestRow[]>>();

  constructor(private readonly bounds: readonly number[]) {}

  add({ route, method, status, seconds }: FinishedRequest): void {
    const row = this.byRoute.get(route)?.get(method)?.[status] ?? this.newRow(route, method, status);
    row.count++;
    row.seconds += seconds;
    const { bounds } = this;
    for (let at = 0; at < bounds.length; at++) {
      if (seconds <= Number(bounds[at])) {
        row.within[at] = Number(row.within[at]) + 1;
        return;
      }
    }
  }

  private newRow(route: string, method: string, status: number): RequestRow {
    const byMethod = this.byRoute.get(route) ?? new Map<string, RequestRow[]>();
    this.byRoute.set(route, byMethod);
    const byStatus = byMethod.get(method) ?? [];
    byMethod.set(method, byStatus);
    const row = { labels: { route, method, status }, count: 0, seconds: 0, within: this.bounds.map(() => 0) };
    byStatus[status] = row;
    this.rows.push(row);
    return row;
  }
}
