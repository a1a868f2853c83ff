/** A segment or subsegment document, as a service sends it to the X-Ray daemon. */
export interface TraceDocument {
  id: string;
  trace_id: string;
  name: string;
  parent_id?: string;
  type?: "subsegment";
  start_time: number;
  end_time?: number;
  in_progress?: boolean;
  fault?: boolean;
  error?: boolean;
  throttle?: boolean;
  annotations?: Record<string, unknown>;
  http?: { request?: { method?: string; url?: string }; response?: { status?: number } };
  [more: string]: unknown;
}

/** One line of the list of traces. Times are in milliseconds since the epoch. */
export interface TraceSummary {
  id: string;
  /** The segment it began with: who answered the outermost request. */
  name: string;
  method: string | null;
  url: string | null;
  status: number | null;
  startedAt: number;
  durationMs: number;
  services: string[];
  hasError: boolean;
  annotations: Record<string, unknown>;
}

export interface Trace extends TraceSummary {
  documents: TraceDocument[];
}

const defaultLimits = { traces: 1000, documentsPerTrace: 500, bytes: 24 * 1024 * 1024 };

/** The newest traces, within bounds on their number and on memory: documents are kept as the bytes they came in. */
export class TraceStore {
  readonly #limits: typeof defaultLimits;
  /** By trace id, then by document id: a finished segment takes the place of its announcement. */
  readonly #traces = new Map<string, Map<string, Buffer>>();
  #bytes = 0;

  constructor(limits: Partial<typeof defaultLimits> = {}) {
    this.#limits = { ...defaultLimits, ...limits };
  }

  /** Takes one document; what is not one is ignored, as the daemon does. */
  add(bytes: Buffer): void {
    const document = parse(bytes);
    if (!document?.trace_id || !document.id) return;
    const documents = this.#traces.get(document.trace_id) ?? new Map<string, Buffer>();
    this.#traces.set(document.trace_id, documents);
    const replaced = documents.get(document.id);
    if (!replaced && documents.size >= this.#limits.documentsPerTrace) return;
    documents.set(document.id, bytes);
    this.#bytes += bytes.length - (replaced?.length ?? 0);
    this.#forgetOldest();
  }

  /** The newest first, by when their first document came. */
  list(limit: number): TraceSummary[] {
    const newest = [...this.#traces.keys()].slice(-limit).reverse();
    return newest.flatMap((id) => {
      const trace = this.get(id);
      if (!trace) return [];
      const { documents: _, ...summary } = trace;
      return [summary];
    });
  }

  get(id: string): Trace | undefined {
    const found = this.#traces.get(id);
    if (!found) return undefined;
    const documents = [...found.values()].flatMap((bytes) => parse(bytes) ?? []);
    return { ...summarize(id, documents), documents };
  }

  #forgetOldest(): void {
    for (const [id, documents] of this.#traces) {
      if (this.#traces.size <= this.#limits.traces && this.#bytes <= this.#limits.bytes) return;
      for (const bytes of documents.values()) this.#bytes -= bytes.length;
      this.#traces.delete(id);
    }
  }
}

function parse(bytes: Buffer): TraceDocument | undefined {
  try {
    return JSON.parse(bytes.toString()) as TraceDocument;
  } catch {
    return undefined;
  }
}

function summarize(id: string, documents: TraceDocument[]): TraceSummary {
  const ids = new Set(documents.map((document) => document.id));
  const byStart = documents.toSorted((a, b) => a.start_time - b.start_time);
  // A parent that never came (a browser's own, or one still running) makes no root of its children's children.
  const root = byStart.find(({ parent_id }) => !parent_id || !ids.has(parent_id)) ?? byStart[0];
  const startedAt = byStart[0]?.start_time ?? 0;
  const endedAt = Math.max(
    startedAt,
    ...documents.map((document) => document.end_time ?? document.start_time),
  );
  const segments = byStart.filter(({ type }) => type !== "subsegment");
  return {
    id,
    name: root?.name ?? "",
    method: root?.http?.request?.method ?? null,
    url: root?.http?.request?.url ?? null,
    status: root?.http?.response?.status ?? null,
    startedAt: startedAt * 1000,
    durationMs: (endedAt - startedAt) * 1000,
    services: [...new Set(segments.map(({ name }) => name))],
    hasError: documents.some(({ fault, error, throttle }) => fault || error || throttle),
    annotations: Object.assign({}, ...segments.map(({ annotations }) => annotations)),
  };
}
