import { type Html, html } from "@shopeasy/platform/html";
import type { Page } from "../pages/layout";
import { duration, moment, share } from "../pages/wording";
import { stepsAtMost } from "./step-tree";
import { listWith } from "./trace-addresses";
import { identifying, marks, titleOf } from "./trace-list-page";
import type { Trace } from "./trace-schemas";
import { type Bar, type Waterfall, waterfallOf } from "./waterfall-rules";
import { anchorOf, colors, toneOf, waterfallView } from "./waterfall-view";

/** `logs` is the folder in which the shop keeps its log lines. */
export function tracePage(trace: Trace, logs: string): Page {
  const waterfall = waterfallOf(trace.documents);
  const { services, totalMs, answerMs, count } = waterfall;
  const body = html`<p class="back"><a href="/console/traces">All traces</a></p>
<h1>${titleOf(trace)} ${marks(trace)}</h1>
<dl class="facts"><dt>Began</dt><dd>${moment(new Date(trace.startedAt), true)} UTC</dd>
<dt>Took</dt><dd>${trace.isRunning ? "not ended" : duration(trace.isWhole ? answerMs : trace.responseMs)}${!trace.isRunning && totalMs > answerMs * 1.05 && html`, in all ${duration(totalMs)} with what it caused`}${count > 0 && html`; ${counted(count, "step")} in ${counted(services.length, "service")}`}</dd>
${identifying(trace.annotations).map(([key, value]) => html`<dt>${key}</dt><dd class="breaks"><code>${value}</code></dd>\n`)}
${ids(trace, logs)}</dl>
${trace.isWhole || count > 0 ? story(trace, waterfall) : html`<p class="empty">Only a summary is kept of this trace: its steps were forgotten for newer ones. It went through ${trace.services.join(", ")}.</p>`}`;
  return { title: titleOf(trace), place: "/console/traces", body };
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;

/** By what its log lines are found. */
function ids({ id, annotations }: Trace, logs: string): Html {
  const requests = [annotations.request_id ?? []].flat();
  return html`<dt>Trace</dt><dd class="breaks"><span class="copied" data-copy="the trace’s id"><code>${id}</code></span> <a href="/console/traces/${id}.json">as data</a></dd>
${requests.map((request) => html`<dt>Request</dt><dd class="breaks"><span class="copied"${!isMasked(request) && html` data-copy="the request’s id"`}><code>${request}</code></span></dd>\n`)}
<dt>Log lines</dt><dd class="breaks"><span class="copied" data-copy="a command that finds its log lines"><code>grep -hF ${id} ${logs}/*</code></span></dd>`;
}

/** Nothing is found by what the log's mask left of an id. */
const isMasked = (id: string) => id.includes("[redacted]");

function story(trace: Trace, waterfall: Waterfall): Html {
  const { services, count } = waterfall;
  return html`${!trace.isRunning && spenders(waterfall)}
${failures(waterfall)}
<h2 id="steps">Steps</h2>
<p class="quiet">A line opens to all that is known of a step; the arrow before it folds what it called. The line below a bar is the critical path: what the answer waited for.</p>
<ul class="legend" aria-label="Services">
${services.map((name, index) => html`<li><svg class="s${index % colors}" viewBox="0 0 10 10" aria-hidden="true"><rect width="10" height="10" rx="2"/></svg><a href="${listWith({ service: name })}">${name}</a></li>\n`)}</ul>
${waterfallView(waterfall)}
${count >= stepsAtMost && html`<p class="empty">A trace of more than ${stepsAtMost} steps can’t be read: the others are only in the <a href="/console/traces/${trace.id}.json">data</a>.</p>`}`;
}

const spendersShown = 8;

/** The critical path as an account: it adds up to the answer's time. */
function spenders({ spenders: all, answerMs }: Waterfall): Html | false {
  if (all.length === 0 || answerMs === 0) return false;
  const others = all.slice(spendersShown);
  const shown = all.slice(0, spendersShown);
  if (others.length > 0)
    shown.push({ name: `${others.length} others`, ms: others.reduce((sum, { ms }) => sum + ms, 0) });
  const whole = all.reduce((sum, { ms }) => sum + ms, 0);
  return html`<h2 id="spent">What the answer waited for</h2>
<table class="spent"><thead class="unseen"><tr><th scope="col">Who</th><th scope="col">Share</th><th scope="col">Time</th></tr></thead><tbody>
${shown.map(({ name, ms }) => html`<tr><th scope="row">${name}</th><td><svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true"><rect width="${((ms / whole) * 1_000).toFixed(1)}" height="10"/></svg></td><td class="number">${duration(ms)} <span class="quiet">${share(ms / whole)}</span></td></tr>\n`)}</tbody></table>`;
}

const failuresShown = 10;

/** What went wrong, the first first, each a way to its step; what reads alike is told once, with how often it was. */
function failures({ roots }: Waterfall): Html | false {
  const failed: Bar[] = [];
  const pending = roots.toReversed();
  for (let bar = pending.pop(); bar; bar = pending.pop()) {
    if (bar.step.verdict !== "fine") failed.push(bar);
    pending.push(...bar.children.toReversed());
  }
  if (failed.length === 0) return false;
  const alike = [...Map.groupBy(failed, readAs).values()];
  const more = alike.slice(failuresShown).flat().length;
  return html`<h2 id="failed">What went wrong</h2>
<ul class="failed">${alike.slice(0, failuresShown).map(failure)}</ul>
${more > 0 && html`<p class="quiet">and ${more} more</p>`}`;
}

function readAs({ step: { document, service, verdict } }: Bar): string {
  const told = document.cause?.exceptions?.[0];
  return JSON.stringify([verdict, document.name, service, told?.type, told?.message]);
}

function failure(alike: readonly Bar[]): Html | false {
  const [bar] = alike;
  if (!bar) return false;
  const { document, service, verdict } = bar.step;
  const told = document.cause?.exceptions?.[0];
  return html`<li><span class="mark ${toneOf(verdict)}">${verdict}</span> ${alike.length > 1 && `${alike.length} × `}<a href="#${anchorOf(bar)}">${document.name}</a> in ${service}${told && html`: <span class="breaks">${told.type} ${told.message}</span>`}</li>\n`;
}
