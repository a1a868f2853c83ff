import { type Html, html } from "@shopeasy/platform/html";
import type { Page } from "../pages/layout";
import { duration, moment, rate, share } from "../pages/wording";
import type { Asked } from "./find-traces";
import { mapDrawing } from "./map-drawing";
import { chips, refusals } from "./search-form";
import type { Figures, MapEdge, MapRoute, ServiceMap } from "./service-map-schema";
import { listWith, mapWith, wholeRoute } from "./trace-addresses";

const windows = { "5m": "5 minutes", "15m": "15 minutes", "1h": "60 minutes" } as const;

export function mapPage({ found, problems }: Asked<ServiceMap>, query: URLSearchParams): Page {
  const body = html`<h1>Map and routes</h1>
<p class="lead">Who calls whom, how often, how well and how fast: of what was traced. <a href="${listWith({}, query)}">The traces themselves</a>.</p>
<nav class="windows" aria-label="Time">${Object.entries(windows).map(
    ([within, name]) =>
      html`<a href="${mapWith({ within, from: null, to: null }, query)}"${query.get("within") === within && html` aria-current="true"`}>last ${name}</a>`,
  )}</nav>
${problems && refusals(problems)}
${chips(new URLSearchParams([...query].filter(([name]) => name !== "within")), mapWith)}
${found && whole(found, query)}`;
  return { title: "Map of the services", place: "/console/traces", body };
}

function whole(map: ServiceMap, query: URLSearchParams): Html {
  const { since, until, traces, nodes, edges, routes } = map;
  const told = html`<p class="quiet" role="status">${traces} traces, ${moment(new Date(since))} to ${moment(new Date(until))} UTC.</p>`;
  if (traces === 0)
    return html`${told}<p class="empty">No trace is of this time. Each request to the API makes one.</p>`;
  const drawing = mapDrawing(map, {
    ofNode: ({ name, kind }) =>
      listWith(kind === "service" ? { service: name } : kind === "client" ? {} : { call: `>${name}` }, query),
    ofEdge: ({ from, to }) => listWith({ call: `${from}>${to}` }, query),
  });
  return html`${told}
<div class="wide bleed" role="region" aria-label="Map" tabindex="0">${drawing}</div>
<p class="quiet">In a node: how often a minute, how much of it failed, and in milliseconds what half, 95 % and 99 % of it took at most; at a line, how often a minute, and in how many milliseconds half: to a queue, the wait in it. Each leads to its traces.</p>
<h2 id="routes">Routes</h2>
${routeTable(routes, query)}
<details class="calls"><summary>The ${edges.length} calls of the map as a table, of ${nodes.length} nodes</summary>${callTable(edges, query)}</details>`;
}

const heads = html`<th scope="col" class="number">A minute</th><th scope="col" class="number">Errors</th><th scope="col" class="number">Faults</th><th scope="col" class="number">p50</th><th scope="col" class="number">p95</th><th scope="col" class="number">p99</th>`;

function routeTable(routes: readonly MapRoute[], query: URLSearchParams): Html {
  return html`<div class="wide" role="region" aria-labelledby="routes" tabindex="0"><table class="rates">
<thead><tr><th scope="col">Route</th><th scope="col">Service</th>${heads}<th scope="col" class="number">Slowest</th></tr></thead>
<tbody>
${routes.map((route) => {
  const { service, operation, slowest } = route;
  const shown = { service, route: operation === "" ? null : wholeRoute(operation) };
  return html`<tr><th scope="row"><a href="${listWith(shown, query)}">${operation || "(no name)"}</a></th><td>${service}</td>${cells(route)}<td class="number"><a href="/console/traces/${slowest.id}">${duration(slowest.ms)}</a></td></tr>\n`;
})}</tbody></table></div>`;
}

function callTable(edges: readonly MapEdge[], query: URLSearchParams): Html {
  return html`<div class="wide" role="region" aria-label="Calls" tabindex="0"><table class="rates">
<thead><tr><th scope="col">From</th><th scope="col">To</th>${heads}</tr></thead>
<tbody>
${edges.map((edge) => {
  const call = listWith({ call: `${edge.from}>${edge.to}` }, query);
  return html`<tr><td>${edge.from}</td><th scope="row"><a href="${call}">${edge.to}</a></th>${cells(edge)}</tr>\n`;
})}</tbody></table></div>`;
}

function cells({ perMinute, errorShare, faultShare, p50Ms, p95Ms, p99Ms }: Figures): Html {
  const part = (value: number, tone: string) =>
    html`<td class="number${value > 0 && html` ${tone}`}">${share(value)}</td>`;
  return html`<td class="number">${rate(perMinute)}</td>${part(errorShare, "error")}${part(faultShare, "fault")}${[p50Ms, p95Ms, p99Ms].map((ms) => html`<td class="number">${duration(ms)}</td>`)}`;
}
