import { AgedMap } from "./traces/aged-map";
import { Names } from "./traces/names";
import { type Digest, digestOf } from "./traces/step-rules";
import { type IndexedTrace, joined, summarize } from "./traces/summary-rules";
import { readDocument, type TraceDocument } from "./traces/trace-document";

/** How a trace stands in the index. */
export interface StoredTrace extends IndexedTrace {
  /** Counts up with the traces as they come. */
  sequence: number;
  /** When it is sorted to: when it began, though never after it came. Milliseconds since the epoch. */
  at: number;
  isWhole: boolean;
}

interface WholeTrace {
  sequence: number;
  arrivedAt: number;
  /** By document id: a finished segment takes the place of its announcement. */
  documents: Map<string, { bytes: Buffer; digest: Digest; size: number }>;
  size: number;
  /** What was known of it before its documents were forgotten, where more came later. */
  earlier: IndexedTrace | undefined;
  /** Left out as long as something came since. */
  summed?: StoredTrace;
}

const defaultLimits = {
  traces: 4_000,
  documentsPerTrace: 500,
  /** Of whole documents, with what the index notes of each. */
  bytes: 32 * 1024 * 1024,
  summaries: 20_000,
  summaryBytes: 24 * 1024 * 1024,
};

/** What an object, its keys and its place in a map take, in bytes, about. */
const overhead = 400;
const bytesOfAStep = 200;

/**
 * The newest traces, within bounds on their number and on memory. Documents are kept as the bytes they came in; of those
 * that had to go a summary is kept for longer, so that a search and the map see further back than the waterfalls do.
 */
export class TraceStore {
  readonly names = new Names();
  readonly #limits: typeof defaultLimits;
  readonly #whole = new AgedMap<WholeTrace>();
  readonly #past = new AgedMap<StoredTrace>();
  readonly #now: () => number;
  #sequence = 0;
  #bytes = 0;
  #pastBytes = 0;
  #knowsSince: number;

  constructor(limits: Partial<typeof defaultLimits> = {}, now: () => number = Date.now) {
    this.#limits = { ...defaultLimits, ...limits };
    this.#now = now;
    this.#knowsSince = now();
  }

  /** From when on nothing was forgotten, in milliseconds since the epoch. */
  get knowsSince(): number {
    return this.#knowsSince;
  }

  /** Takes one document; what is not one is ignored, as the daemon does. */
  add(bytes: Buffer): void {
    const document = readDocument(bytes);
    if (!document) return;
    const trace = this.#whole.get(document.trace_id) ?? this.#open(document.trace_id);
    const replaced = trace.documents.get(document.id);
    if (!replaced && trace.documents.size >= this.#limits.documentsPerTrace) return;
    const digest = digestOf(document);
    const size = bytes.length + overhead + digest.steps.length * bytesOfAStep;
    trace.documents.set(document.id, { bytes, digest, size });
    delete trace.summed;
    const grown = size - (replaced?.size ?? 0);
    trace.size += grown;
    this.#bytes += grown;
    this.#forgetOldest();
  }

  /** Every trace that is known of, in no order. */
  *all(): Generator<StoredTrace> {
    yield* this.#past.values();
    for (const [id, trace] of this.#whole) yield this.#summed(id, trace);
  }

  get(id: string): { trace: StoredTrace; documents: TraceDocument[] } | undefined {
    const whole = this.#whole.get(id);
    if (!whole) {
      const trace = this.#past.get(id);
      return trace && { trace, documents: [] };
    }
    const documents = [...whole.documents.values()].flatMap(({ bytes }) => readDocument(bytes) ?? []);
    return { trace: this.#summed(id, whole), documents };
  }

  #open(id: string): WholeTrace {
    const earlier = this.#past.get(id);
    if (earlier) this.#forgetSummary(earlier);
    else this.#sequence += 1;
    const trace: WholeTrace = {
      sequence: earlier?.sequence ?? this.#sequence,
      arrivedAt: earlier?.at ?? this.#now(),
      documents: new Map(),
      size: 0,
      earlier,
    };
    this.#whole.set(id, trace);
    return trace;
  }

  #summed(id: string, trace: WholeTrace): StoredTrace {
    if (trace.summed) return trace.summed;
    const { sequence, arrivedAt, earlier } = trace;
    const digests = [...trace.documents.values()].map(({ digest }) => digest);
    const sum = summarize(id, digests, this.names);
    const indexed = earlier ? joined(earlier, sum) : sum;
    trace.summed = { ...indexed, sequence, at: Math.min(arrivedAt, indexed.startedAt), isWhole: !earlier };
    return trace.summed;
  }

  #forgetOldest(): void {
    while (this.#whole.size > this.#limits.traces || this.#bytes > this.#limits.bytes) {
      const [id, trace] = this.#whole.oldest() ?? [];
      if (id === undefined || trace === undefined) break;
      this.#whole.delete(id);
      this.#bytes -= trace.size;
      const summary = { ...this.#summed(id, trace), isWhole: false };
      this.#past.set(id, summary);
      this.#pastBytes += sizeOf(summary);
    }
    while (this.#past.size > this.#limits.summaries || this.#pastBytes > this.#limits.summaryBytes) {
      const [, summary] = this.#past.oldest() ?? [];
      if (summary === undefined) break;
      this.#forgetSummary(summary);
      this.#knowsSince = Math.max(this.#knowsSince, summary.at);
    }
  }

  #forgetSummary(summary: StoredTrace): void {
    this.#past.delete(summary.id);
    this.#pastBytes -= sizeOf(summary);
  }
}

const sizeOf = ({ hops, facts }: StoredTrace) =>
  overhead + hops.bytes + facts.reduce((sum, fact) => sum + fact.length + 40, 0);
