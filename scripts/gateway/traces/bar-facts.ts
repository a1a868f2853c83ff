import { duration } from "../pages/wording";
import type { Bar } from "./waterfall-rules";

const longestLabel = 90;

/** What a step did, in a few words behind its name. */
export function labelOf({ document: { http, sql, aws, namespace } }: Bar): string {
  if (sql?.sanitized_query) return shortened(sql.sanitized_query);
  if (namespace === "aws" && aws) return shortened([aws.operation, targetOf(aws)].filter(Boolean).join(" "));
  const { request, response } = http ?? {};
  return shortened([request?.method, request?.url, response?.status].filter(Boolean).join(" "));
}

/** All that is known of a step, as name and value. */
export function factsOf({ document, service, startMs, durationMs, isRunning }: Bar): [string, string][] {
  const { http, aws = {}, annotations = {}, metadata = {} } = document;
  const known: [string, unknown][] = [
    ["service", service],
    ["begins at", duration(startMs)],
    ["takes", isRunning ? "not ended" : duration(durationMs)],
    ["request", [http?.request?.method, http?.request?.url].filter(Boolean).join(" ")],
    ["answer", http?.response?.status],
    ...Object.entries(aws),
    ...Object.entries(annotations),
    ...Object.entries(metadata),
  ];
  return known.flatMap(([name, value]) => {
    if (value === undefined || value === "") return [];
    return [[name, typeof value === "object" ? JSON.stringify(value) : String(value)]];
  });
}

/** The table, queue or topic that was called upon, by the last part of its name. */
function targetOf(aws: Readonly<Record<string, unknown>>): string {
  const names = ["table_name", "queue_url", "topic_arn", "stream_name", "bucket_name"];
  const target = names.map((name) => aws[name]).find((value) => typeof value === "string");
  return typeof target === "string" ? (target.split(/[/:]/).at(-1) ?? "") : "";
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > longestLabel ? `${line.slice(0, longestLabel - 1)}…` : line;
}
