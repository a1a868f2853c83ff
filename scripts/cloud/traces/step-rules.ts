import { asRecord, isIdentifier, isTime, type TraceDocument } from "./trace-document";

/** X-Ray's marks, as bits: what a trace holds is all of its steps' together. */
export const verdictBits = { error: 1, throttle: 2, fault: 4 } as const;
export type VerdictWord = keyof typeof verdictBits;

/** What the index keeps of one segment, or of one part of it. Times are in milliseconds since the epoch. */
export interface Step {
  id: string;
  parentId: string | undefined;
  /** Whose segment it is; undefined for a part of one. */
  service: string | undefined;
  startedAt: number;
  endedAt: number | undefined;
  verdict: number;
  /** 0 where there is none. */
  status: number;
  /** `GET /products/{slug}`, a queue and what it brought, an operation of AWS. */
  operation: string;
  /** The node of the map that a part calls upon. */
  target: string | undefined;
  /** The queue or stream that brought what a segment handles. */
  via: string | undefined;
  /** What a service did by itself: nobody asked for it. */
  isBackground: boolean;
}

export interface Digest {
  steps: Step[];
  /** Annotations: key, value, key, value. */
  facts: string[];
}

export const clientNode = "client:";
const longestName = 200;
const longestValue = 250;
const stepsAtMost = 2_000;
const factsAtMost = 64;

/** Reads a document and the subsegments within it, once, as it comes. */
export function digestOf(document: TraceDocument): Digest {
  const steps: Step[] = [];
  const facts: string[] = [];
  const pending: { value: unknown; parentId: string | undefined; isPart: boolean }[] = [
    { value: document, parentId: textOf(document.parent_id), isPart: document.type === "subsegment" },
  ];
  for (let next = pending.pop(); next && steps.length < stepsAtMost; next = pending.pop()) {
    const { id, name, start_time, annotations, subsegments, ...rest } = asRecord(next.value);
    if (!isIdentifier(id) || typeof name !== "string" || !isTime(start_time)) continue;
    const told = asRecord(annotations);
    steps.push({
      id,
      parentId: next.parentId,
      startedAt: start_time * 1000,
      endedAt: isTime(rest.end_time) ? Math.max(start_time, rest.end_time) * 1000 : undefined,
      verdict: verdictOf(rest),
      status: statusOf(rest),
      ...(next.isPart ? partFacts(name, rest, told) : segmentFacts(name, rest, told)),
    });
    noteFacts(facts, told);
    if (Array.isArray(subsegments)) {
      for (const value of subsegments) pending.push({ value, parentId: id, isPart: true });
    }
  }
  return { steps, facts };
}

type Rest = Readonly<Record<string, unknown>>;

function segmentFacts(name: string, { http }: Rest, told: Rest) {
  const { route, queue, stream, event_type, background } = told;
  const { method, url } = asRecord(asRecord(http).request);
  const brought = textOf(queue) ?? textOf(stream);
  const request = [textOf(method), textOf(url)].filter(Boolean).join(" ");
  return {
    service: nodeName(name),
    operation: short(
      textOf(route) ?? (brought ? [brought, textOf(event_type)].filter(Boolean).join(" ") : request),
    ),
    target: undefined,
    via: brought && nodeName(textOf(queue) ? `queue:${brought}` : `aws:Kinesis ${brought}`),
    isBackground: background === true,
  };
}

function partFacts(name: string, { namespace, sql, aws, http }: Rest, { call, operation }: Rest) {
  const calledUpon = asRecord(aws);
  const { method, url } = asRecord(asRecord(http).request);
  const request = [textOf(method), textOf(url)].filter(Boolean).join(" ");
  const told = textOf(call) ?? textOf(operation) ?? textOf(calledUpon.operation) ?? request;
  return {
    service: undefined,
    operation: short(told),
    target: targetOf(),
    via: undefined,
    isBackground: false,
  };

  function targetOf(): string | undefined {
    if (sql !== undefined) return nodeName(`database:${name}`);
    if (namespace === "aws") return nodeName(awsNode(name, calledUpon));
    return namespace === "remote" ? nodeName(name) : undefined;
  }
}

/** A queue is itself, whoever calls upon it; of other services of AWS each table, topic and bucket is a node. */
function awsNode(
  service: string,
  { queue_url, table_name, topic_arn, stream_name, bucket_name }: Rest,
): string {
  const queue = textOf(queue_url);
  if (queue) return `queue:${lastPart(queue)}`;
  const name = [table_name, topic_arn, stream_name, bucket_name].map(textOf).find(Boolean);
  return name ? `aws:${service} ${lastPart(name)}` : `aws:${service}`;
}

const lastPart = (name: string) => name.split(/[/:]/).at(-1) ?? name;

function verdictOf({ error, throttle, fault }: Rest): number {
  return (
    (error === true ? verdictBits.error : 0) |
    (throttle === true ? verdictBits.throttle : 0) |
    (fault === true ? verdictBits.fault : 0)
  );
}

function statusOf({ http }: Rest): number {
  const { status } = asRecord(asRecord(http).response);
  return typeof status === "number" && Number.isInteger(status) && status >= 100 && status <= 599
    ? status
    : 0;
}

function noteFacts(facts: string[], annotations: Rest): void {
  for (const [key, value] of Object.entries(annotations)) {
    if (facts.length >= factsAtMost * 2) return;
    if (!["string", "number", "boolean"].includes(typeof value)) continue;
    facts.push(key.slice(0, longestValue), String(value).slice(0, longestValue));
  }
}

const textOf = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
const short = (text: string) => text.slice(0, longestName);
/** `>` stands between two nodes where a search names the call from one to the other. */
const nodeName = (name: string) => short(name.replaceAll(">", "_")) || "unnamed";
