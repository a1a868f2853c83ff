import { type Html, html } from "@shopeasy/platform/html";
import type { Page } from "../pages/layout";
import { duration, moment } from "../pages/wording";
import { factsOf, labelOf } from "./bar-facts";
import { identifying, toneOf } from "./trace-list-page";
import type { Exception, Trace } from "./trace-schemas";
import { type Bar, type Waterfall, waterfallOf } from "./waterfall-rules";

/** Further services take the colours again from the first. */
const colors = 8;
const deepestShown = 12;

export function tracePage(trace: Trace): Page {
  const waterfall = waterfallOf(trace.documents);
  const { bars, services, totalMs, leftOut } = waterfall;
  const title = `${trace.method ?? ""} ${trace.url ?? trace.name}`.trim();
  const body = html`<p class="back"><a href="/console/traces">All traces</a></p>
<h1>${title} ${trace.status !== null && html`<span class="mark ${toneOf(trace.status)}">${trace.status}</span>`}</h1>
<dl class="facts"><dt>Began</dt><dd>${moment(new Date(trace.startedAt), true)} UTC</dd>
<dt>Took</dt><dd>${duration(totalMs)}, ${counted(bars.length + leftOut, "step")} in ${counted(services.length, "service")}</dd>
<dt>Trace</dt><dd class="breaks"><code>${trace.id}</code> (<a href="/console/traces/${trace.id}.json">as data</a>)</dd>
${identifying(trace.annotations).map(([key, value]) => html`<dt>${key}</dt><dd class="breaks"><code>${value}</code></dd>\n`)}</dl>
<ul class="legend" aria-label="Services">
${services.map((name, index) => html`<li><svg class="s${index % colors}" viewBox="0 0 10 10" aria-hidden="true"><rect width="10" height="10" rx="2"/></svg>${name}</li>\n`)}</ul>
<div class="waterfall">
<div class="scale" aria-hidden="true"><span>0</span><span>${duration(totalMs / 4)}</span><span>${duration(totalMs / 2)}</span><span>${duration((totalMs * 3) / 4)}</span><span>${duration(totalMs)}</span></div>
<ol aria-label="Steps, each before what it called">
${bars.map((bar) => line(bar, waterfall))}</ol>
</div>
${leftOut > 0 && html`<p class="empty">${leftOut} more steps are only in the <a href="/console/traces/${trace.id}.json">data</a>.</p>`}`;
  return { title, place: "/console/traces", body };
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;

function line(bar: Bar, { totalMs }: Waterfall): Html {
  const { document, depth, service, serviceIndex, startMs, durationMs, isRunning, verdict } = bar;
  const of = totalMs === 0 ? 0 : 1_000 / totalMs;
  const width = Math.max(4, durationMs * of);
  const x = Math.min(startMs * of, 1_000 - width);
  const label = labelOf(bar);
  return html`<li class="d${Math.min(depth, deepestShown)}"><details>
<summary><span class="step"><span class="unseen">Level ${depth + 1}, ${service}: </span><b>${document.name}</b>${label && html` <span class="label">${label}</span>`}${verdict !== "fine" && html` <span class="mark ${verdict}">${verdict}</span>`}</span>
<svg class="bar s${serviceIndex % colors}" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label="begins at ${duration(startMs)}"><rect class="${isRunning ? "running" : verdict}" x="${x.toFixed(1)}" width="${width.toFixed(1)}" height="10"/></svg>
<span class="number">${isRunning ? "not ended" : duration(durationMs)}</span></summary>
${details(bar)}
</details></li>
`;
}

function details(bar: Bar): Html {
  const { sql, cause } = bar.document;
  return html`<div class="details"><dl class="facts">
${factsOf(bar).map(([name, value]) => html`<dt>${name}</dt><dd class="breaks">${value}</dd>\n`)}</dl>
${sql?.sanitized_query && html`<pre tabindex="0" aria-label="SQL">${sql.sanitized_query}</pre>`}
${cause?.exceptions?.map(exception)}</div>`;
}

function exception({ type, message, stack }: Exception): Html {
  const frames = stack?.map(
    ({ label, path, line }) => `\n  at ${label ?? "?"} (${path ?? "?"}:${line ?? "?"})`,
  );
  return html`<pre class="exception" tabindex="0" aria-label="Error">${type ?? "Error"}: ${message}${frames}</pre>`;
}
