import { type Html, html } from "@shopeasy/platform/html";
import { duration } from "../pages/wording";
import { listWith } from "./trace-addresses";
import type { TraceDocument } from "./trace-schemas";
import type { Bar } from "./waterfall-rules";

const longestLabel = 90;

/** What a step did, in a few words behind its name. */
export function labelOf({ step: { document } }: Bar): string {
  const { http, sql, aws, namespace, annotations = {} } = document;
  if (sql?.sanitized_query) return shortened(sql.sanitized_query);
  if (namespace === "aws" && aws) return shortened([aws.operation, targetOf(aws)].filter(Boolean).join(" "));
  const { request, response } = http ?? {};
  const asked = [request?.method, request?.url, response?.status].filter(Boolean).join(" ");
  const { queue, stream, event_type, call, operation, cache } = annotations;
  const told = [queue ?? stream, event_type, asked === "" && (call ?? operation), cache].filter(Boolean);
  return shortened([asked, ...told].filter(Boolean).join(" "));
}

/** All that is known of a step, as name and value; an annotation leads to what has it, too. */
export function factsOf(bar: Bar): [string, Html | string][] {
  const { step, startMs, durationMs, critical, waitedFromMs } = bar;
  const { document, service, isRunning, shiftedMs } = step;
  const { http, aws = {}, annotations = {}, metadata = {} } = document;
  const criticalMs = critical.reduce((sum, [from, to]) => sum + to - from, 0);
  const known: [string, unknown][] = [
    ["service", service],
    ["began", `${new Date(document.start_time * 1_000).toISOString()}, at ${duration(startMs)}`],
    ["took", isRunning ? "not ended" : duration(durationMs)],
    ["held up the answer", criticalMs > 0 && duration(criticalMs)],
    ["waited before", waitedFromMs !== undefined && duration(startMs - waitedFromMs)],
    [
      "clock",
      shiftedMs !== 0 && `wrong: moved by ${duration(Math.abs(shiftedMs))} ${shiftedMs > 0 ? "on" : "back"}`,
    ],
    ["request", [http?.request?.method, http?.request?.url].filter(Boolean).join(" ")],
    ["answer", http?.response?.status],
    ...Object.entries(aws),
    ...Object.entries(metadata),
  ];
  return [
    ...known.flatMap(([name, value]): [string, string][] => {
      if (value === undefined || value === "" || value === false) return [];
      return [[name, typeof value === "object" ? JSON.stringify(value) : String(value)]];
    }),
    ...Object.entries(annotations).map(([key, value]): [string, Html] => [key, annotation(key, value)]),
    ["id", document.id],
  ];
}

function annotation(key: string, value: unknown): Html {
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return html`<a href="${listWith({ annotation: `${key}=${text}` })}">${text}</a>`;
}

/** The table, queue or topic that was called upon, by the last part of its name. */
function targetOf(aws: NonNullable<TraceDocument["aws"]>): string {
  const names = ["table_name", "queue_url", "topic_arn", "stream_name", "bucket_name"];
  const target = names.map((name) => aws[name]).find((value) => typeof value === "string");
  return typeof target === "string" ? (target.split(/[/:]/).at(-1) ?? "") : "";
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > longestLabel ? `${line.slice(0, longestLabel - 1)}…` : line;
}
