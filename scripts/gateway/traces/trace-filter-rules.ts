import type { TraceSummary } from "./trace-schemas";

export interface TraceFilter {
  /** Words that must all be found, in any case: in the id, the route, the status, a service's name or an annotation. */
  text: string;
  errorsOnly: boolean;
}

export function filterOf(query: URLSearchParams): TraceFilter {
  return { text: (query.get("q") ?? "").trim().slice(0, 200), errorsOnly: query.has("errors") };
}

export function isFiltering({ text, errorsOnly }: TraceFilter): boolean {
  return text !== "" || errorsOnly;
}

export function matchesFilter(trace: TraceSummary, { text, errorsOnly }: TraceFilter): boolean {
  if (errorsOnly && !trace.hasError) return false;
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const told = searchable(trace);
  return words.every((word) => told.includes(word));
}

function searchable({ id, name, method, url, status, services, annotations }: TraceSummary): string {
  const facts = Object.values(annotations).map(String);
  return [id, name, method, url, status, ...services, ...facts].join(" ").toLowerCase();
}
