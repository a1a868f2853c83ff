import { type Html, html } from "@shopeasy/platform/html";
import type { Page } from "../pages/layout";
import { duration, moment } from "../pages/wording";
import { isFiltering, type TraceFilter } from "./trace-filter-rules";
import type { TraceSummary } from "./trace-schemas";

export function traceListPage(traces: readonly TraceSummary[], filter: TraceFilter): Page {
  const body = html`<h1>Traces</h1>
<p class="lead">What requests and messages did, across the services: the newest first. As data: <a href="/console/traces.json">traces.json</a>.</p>
<form class="filter" role="search" method="get" action="/console/traces">
<label for="q">Find</label>
<input id="q" name="q" type="search" value="${filter.text}" placeholder="an id, a route, a status, a service" autocomplete="off" maxlength="200">
<label><input type="checkbox" name="errors" value="1"${filter.errorsOnly && html` checked`}> only with errors</label>
<button>Show</button>
</form>
${traces.length === 0 ? nothing(filter) : table(traces)}`;
  return { title: "Traces", place: "/console/traces", body };
}

function nothing(filter: TraceFilter): Html {
  return isFiltering(filter)
    ? html`<p class="empty">No recent trace is like that. <a href="/console/traces">Show all</a>.</p>`
    : html`<p class="empty">No traces yet. Each request to the API makes one.</p>`;
}

function table(traces: readonly TraceSummary[]): Html {
  return html`<div class="wide" role="region" aria-label="Traces" tabindex="0"><table class="traces">
<thead><tr><th scope="col">Began (UTC)</th><th scope="col">What</th><th scope="col">Status</th><th scope="col" class="number">Took</th><th scope="col">Services</th></tr></thead>
<tbody>
${traces.map(row)}</tbody>
</table></div>`;
}

function row(trace: TraceSummary): Html {
  const { id, name, method, url, status, startedAt, durationMs, services, hasError, annotations } = trace;
  return html`<tr>
<td>${moment(new Date(startedAt), true)}</td>
<td><a href="/console/traces/${id}">${method} ${url ?? name}</a>${identifying(annotations).map(([key, value]) => html` <span class="fact">${key} ${value}</span>`)}</td>
<td>${status !== null && html`<span class="mark ${toneOf(status)}">${status}</span>`}${hasError && (status === null || status < 400) && html` <span class="mark error">error within</span>`}</td>
<td class="number">${duration(durationMs)}</td>
<td class="services">${services.join(", ")}</td>
</tr>
`;
}

/** What names the thing of the shop that a trace is about, as an order; the rest is told where it was noted. */
export function identifying(annotations: TraceSummary["annotations"]): [string, string][] {
  return Object.entries(annotations)
    .filter(([key]) => key.endsWith("_id") && key !== "message_id")
    .map(([key, value]) => [key, String(value)]);
}

export function toneOf(status: number): "fine" | "error" | "fault" {
  if (status >= 500) return "fault";
  return status >= 400 ? "error" : "fine";
}
