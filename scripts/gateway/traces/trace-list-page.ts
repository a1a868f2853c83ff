import { type Html, html } from "@shopeasy/platform/html";
import type { Page } from "../pages/layout";
import { duration, moment } from "../pages/wording";
import type { Asked } from "./find-traces";
import { histogramChart } from "./histogram-chart";
import { searchForm } from "./search-form";
import { listWith, mapWith } from "./trace-addresses";
import type { Found, FoundTrace, TraceSummary } from "./trace-schemas";

export function traceListPage({ found, problems }: Asked<Found>, query: URLSearchParams): Page {
  const services = [...new Set(found?.traces.flatMap((trace) => trace.services))].toSorted();
  const body = html`<h1>Traces</h1>
<p class="lead">What requests and messages did, across the services. <a href="${mapWith({}, query)}">Map and routes</a> of these, or as data: <a href="/console/traces.json${query.size > 0 && `?${query}`}">traces.json</a>.</p>
${searchForm(query, problems ?? [], services)}
${found && results(found, query)}`;
  return { title: "Traces", place: "/console/traces", body };
}

/** What was measured, where the whole was not. */
function measuredOf(query: URLSearchParams): string | undefined {
  const parts = ["call", "service", "route"].map((name) => query.get(name)).filter(Boolean);
  return parts.length > 0 ? parts.join(" ") : undefined;
}

function results(found: Found, query: URLSearchParams): Html {
  const { traces, total, searched, knowsSince, page } = found;
  if (searched === 0) return html`<p class="empty">No traces yet. Each request to the API makes one.</p>`;
  if (traces.length === 0 && page === 1)
    return html`<p class="empty">None of ${searched} traces is like that; what came before ${moment(new Date(knowsSince))} is forgotten. <a href="/console/traces">Show all</a>.</p>`;
  const measured = measuredOf(query);
  return html`${histogramChart(found, query, measured ?? "they")}
<p class="quiet" role="status">${total} of ${searched} traces${measured && html`, measured: <b>${measured}</b>`}. Known since ${moment(new Date(knowsSince))} UTC.</p>
<div class="wide" role="region" aria-label="Traces" tabindex="0"><table class="traces${measured && html` measured`}">
<thead><tr><th scope="col">Began (UTC)</th><th scope="col">What</th><th scope="col">Status</th><th scope="col" class="number">Took</th>${measured && html`<th scope="col" class="number">Measured</th>`}<th scope="col">Services</th></tr></thead>
<tbody>
${traces.map((trace) => row(trace, measured !== undefined))}</tbody>
</table></div>
${pages(found, query)}`;
}

function row(trace: FoundTrace, hasMeasured: boolean): Html {
  const { id, startedAt, durationMs, responseMs, measuredMs, services, annotations, isWhole, isRunning } =
    trace;
  // What goes on behind the answer is told where it is more than the answer's own last bytes.
  const goesOn = !isRunning && durationMs > responseMs * 1.05 + 1;
  return html`<tr>
<td>${moment(new Date(startedAt), true)}</td>
<td><a href="/console/traces/${id}">${titleOf(trace)}</a>${identifying(annotations).map(([key, value]) => html` <span class="fact">${key} ${value}</span>`)}${!isWhole && html` <span class="fact">summary only</span>`}</td>
<td>${marks(trace)}</td>
<td class="number">${isRunning ? "not ended" : duration(responseMs)}${goesOn && html` <span class="fact">in all ${duration(durationMs)}</span>`}</td>
${hasMeasured && html`<td class="number">${duration(measuredMs)}</td>`}
<td class="services">${services.join(", ")}</td>
</tr>
`;
}

function pages({ page, pages: all, upTo }: Found, query: URLSearchParams): Html | false {
  if (all === 1 && page === 1) return false;
  const to = (number: number) => listWith({ page: String(number), upto: String(upTo) }, query);
  return html`<nav class="pages" aria-label="Pages">${page > 1 && html`<a rel="prev" href="${to(Math.min(page - 1, all))}">Before</a>`}
<span>page ${page} of ${all}</span>
${page < all && html`<a rel="next" href="${to(page + 1)}">Next</a>`}</nav>`;
}

/** What a trace is about, in a few words. What is under way is named when that ends which began it. */
export function titleOf(trace: TraceSummary): string {
  const { method, url, name, operation, isRunning, hasBeginning, services } = trace;
  if (isRunning && !hasBeginning) return `Under way, so far in ${services.join(", ")}`;
  if (method && url) return `${method} ${url}`;
  return operation ? `${name}: ${operation}` : name;
}

/** The answer's status, and what else went wrong where that does not say it. */
export function marks({ status, verdict }: TraceSummary): Html {
  const isTold = status !== null && status >= (verdict === "fault" ? 500 : 400);
  return html`${status !== null && html`<span class="mark ${toneOf(status)}">${status}</span>`}${verdict !== "fine" && !isTold && html` <span class="mark ${verdict === "fault" ? "fault" : "error"}">${verdict} within</span>`}`;
}

const shown = 3;

/** What names the things of the shop that a trace is about, as an order; the rest is told where it was noted. */
export function identifying(annotations: TraceSummary["annotations"]): [string, string][] {
  const isNaming = (key: string) => key === "sku" || key.endsWith("_id");
  const told = new Set<string>();
  return Object.entries(annotations)
    .filter(([key]) => isNaming(key) && key !== "message_id" && key !== "request_id")
    .toSorted(([one], [other]) => Number(other === "order_id") - Number(one === "order_id"))
    .flatMap(([key, value]): [string, string][] => {
      const values = [value].flat().filter((text) => !told.has(text));
      for (const text of values) told.add(text);
      const more = values.length > shown ? ` and ${values.length - shown} more` : "";
      return values.length === 0 ? [] : [[key, values.slice(0, shown).join(", ") + more]];
    });
}

function toneOf(status: number): "fine" | "error" | "fault" {
  if (status >= 500) return "fault";
  return status >= 400 ? "error" : "fine";
}
