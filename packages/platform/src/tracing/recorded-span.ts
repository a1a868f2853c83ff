import { redactField } from "../logging/redact";
import { annotateNode } from "./annotate-node";
import { mark, verdictOfStatus } from "./faults";
import { type Annotations, type AnnotationValue, type RecordingPosition, runAt } from "./position";

/** A part of a trace, as `span` hands it to its function; where nothing is recorded, its methods do nothing. */
export interface Span {
  annotate(key: string, value: AnnotationValue): void;
  /** What a call to another service was, and its answer's status, which marks it; `url` without ids: a pattern. */
  setHttp(call: { method: string; url: string; status?: number }): void;
  /** Marks it as a fault that nothing was thrown for. */
  setFault(): void;
}

export interface SpanOptions {
  annotations?: Annotations;
  /** Not searchable; written without secrets and personal data. */
  metadata?: Readonly<Record<string, unknown>>;
  /** A call to something beyond this process: X-Ray draws it as a node of its own. */
  remote?: boolean;
}

const nothing = () => undefined;
export const unrecorded: Span = { annotate: nothing, setHttp: nothing, setFault: nothing };

/** See `span`. */
export async function recordSpan<T>(
  here: RecordingPosition,
  name: string,
  fn: (span: Span) => Promise<T>,
  { annotations, metadata, remote }: SpanOptions,
): Promise<T> {
  const { trace } = here;
  const node = trace.open(here.node, name);
  if (!node) {
    return fn(unrecorded);
  }
  if (remote) {
    node.namespace = "remote";
  }
  annotateNode(node, annotations);
  for (const key in metadata) {
    node.addMetadata(key, redactField(key, metadata[key]));
  }

  const handle: Span = {
    annotate: (key, value) => annotateNode(node, { [key]: value }),
    setHttp: ({ method, url, status }) => {
      node.addAttribute("http", {
        request: { method, url },
        ...(status !== undefined && { response: { status } }),
      });
      mark(node, verdictOfStatus(status));
    },
    setFault: () => mark(node, "fault"),
  };
  try {
    const result = await runAt({ trace, node }, () => fn(handle));
    trace.closeSubsegment(node);
    return result;
  } catch (error) {
    trace.closeSubsegment(node, error);
    throw error;
  }
}
