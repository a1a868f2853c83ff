import { type Html, html } from "@shopeasy/platform/html";
import { duration } from "../pages/wording";
import { factsOf, labelOf } from "./bar-facts";
import { type Run, runsOf } from "./repeat-rules";
import type { Exception } from "./trace-schemas";
import type { Bar, Waterfall } from "./waterfall-rules";

/** Further services take the colours again from the first. */
export const colors = 8;
/** Deeper than this there is no room to the left; what is within stands on one level. */
const deepestShown = 12;
/** All of a trace of so many is laid open; of a larger one what failed, and what the answer waited for. */
const readable = 120;
const worthOpening = 0.05;

/** The steps of a trace, each before what it called, on one scale. */
export function waterfallView(waterfall: Waterfall): Html {
  const { totalMs } = waterfall;
  return html`<div class="waterfall">
<div class="scale" aria-hidden="true"><span>0</span><span>${duration(totalMs / 4)}</span><span>${duration(totalMs / 2)}</span><span>${duration((totalMs * 3) / 4)}</span><span>${duration(totalMs)}</span></div>
${list(waterfall.roots, waterfall)}
</div>`;
}

/** Where a step stands on its page. */
export const anchorOf = ({ step }: Bar): string => `s-${encodeURIComponent(step.document.id)}`;

function list(bars: readonly Bar[], waterfall: Waterfall): Html {
  return html`<ol>
${runsOf(bars, likenessOf).map((run) => (run.isFolded ? folded(run, waterfall) : run.items.map((bar) => line(bar, waterfall))))}</ol>`;
}

/** Alike are steps that did the same, and called the same, and in which all went well; but for numbers in their names. */
function likenessOf(bar: Bar): string | undefined {
  const { step, kind, children } = bar;
  if (step.verdict !== "fine" || step.isRunning) return undefined;
  const called = children.map(likenessOf);
  if (called.includes(undefined)) return undefined;
  return `${kind} ${`${step.document.name} ${labelOf(bar)}`.replace(/\d+/g, "#")}(${called.join()})`;
}

function line(bar: Bar, waterfall: Waterfall): Html {
  const { step, depth, kind, startMs, durationMs, children } = bar;
  const { document, service, verdict, isRunning } = step;
  const label = labelOf(bar);
  const marks = { ...bar, isHeld: bar.critical.length > 0 };
  return html`<li class="d${Math.min(depth, deepestShown)}" id="${anchorOf(bar)}"><details class="row"><summary><span class="step"><span class="unseen">Level ${depth + 1}, ${service}: </span><b>${document.name}</b> <span class="kind">${kind}</span>${label && html` <span class="label">${label}</span>`}${verdict !== "fine" && html` <span class="mark ${toneOf(verdict)}">${verdict}</span>`}</span>
${drawing([marks], waterfall.totalMs)}
<span class="number${marks.isHeld && html` held`}">${isRunning ? "not ended" : duration(durationMs)}</span><span class="unseen">, begins at ${duration(startMs)}${marks.isHeld && html`, held up the answer`}</span></summary>
${details(bar)}
</details>
${children.length > 0 && html`<details class="kids"${isOpen(bar, waterfall) && html` open`}><summary aria-label="What ${document.name} called"></summary>${list(children, waterfall)}</details>`}</li>
`;
}

/** A loop: its steps on one line, until they are asked for. */
function folded({ items }: Run<Bar>, waterfall: Waterfall): Html {
  const [first] = items;
  if (!first) return html``;
  const sum = items.reduce((ms, { durationMs }) => ms + durationMs, 0);
  const isHeld = items.some(({ critical }) => critical.length > 0);
  return html`<li class="d${Math.min(first.depth, deepestShown)}"><details class="loop"><summary><span class="step"><b>${items.length} × ${first.step.document.name}</b> <span class="kind">${first.kind}</span> <span class="label">${labelOf(first)}</span></span>
${drawing(items, waterfall.totalMs)}
<span class="number${isHeld && html` held`}">${duration(sum)}</span></summary><ol>
${items.map((bar) => line(bar, waterfall))}</ol></details></li>
`;
}

function drawing(bars: readonly Bar[], totalMs: number): Html {
  const of = totalMs === 0 ? 0 : 1_000 / totalMs;
  const place = (fromMs: number, ms: number, least: number) => {
    const width = Math.min(1_000, Math.max(least, ms * of));
    return html`x="${Math.min(fromMs * of, 1_000 - width).toFixed(1)}" width="${width.toFixed(1)}"`;
  };
  const [first] = bars;
  return html`<svg class="bar s${(first?.serviceIndex ?? 0) % colors}" viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true">${bars.map(
    ({ step, kind, startMs, durationMs, critical, waitedFromMs }) =>
      html`${waitedFromMs !== undefined && html`<rect class="waited" ${place(waitedFromMs, startMs - waitedFromMs, 1)} y="5" height="2"/>`}<rect class="${step.isRunning ? "running" : kind === "wait" ? "waited" : toneOf(step.verdict)}" ${place(startMs, durationMs, bars.length > 1 ? 1.5 : 4)} y="1" height="8"/>${critical.map(([from, to]) => html`<rect class="critical" ${place(from, to - from, 1.5)} y="10" height="2"/>`)}`,
  )}</svg>`;
}

function isOpen(bar: Bar, { count, answerMs }: Waterfall): boolean {
  if (count <= readable || bar.depth < 1) return true;
  return criticalMsIn(bar) > answerMs * worthOpening || hasFailed(bar);
}

const criticalMsIn = ({ critical, children }: Bar): number =>
  critical.reduce((sum, [from, to]) => sum + to - from, 0) +
  children.reduce((sum, child) => sum + criticalMsIn(child), 0);

const hasFailed = ({ children }: Bar): boolean =>
  children.some((child) => child.step.verdict === "fault" || hasFailed(child));

export const toneOf = (verdict: Bar["step"]["verdict"]): "fine" | "error" | "fault" =>
  verdict === "throttle" ? "error" : verdict;

function details(bar: Bar): Html {
  const { sql, cause } = bar.step.document;
  return html`<div class="details"><dl class="facts">
${factsOf(bar).map(([name, value]) => html`<dt>${name}</dt><dd class="breaks">${value}</dd>\n`)}</dl>
${sql?.sanitized_query && html`<pre tabindex="0" aria-label="SQL">${sql.sanitized_query}</pre>`}
${cause?.exceptions?.map(exception)}</div>`;
}

function exception({ type, message, stack }: Exception, index: number): Html {
  const frames = stack?.map(
    ({ label, path, line }) => `\n  at ${label ?? "?"} (${path ?? "?"}:${line ?? "?"})`,
  );
  return html`<pre class="exception" tabindex="0" aria-label="Error">${index > 0 && "caused by "}${type ?? "Error"}: ${message}${frames}</pre>`;
}
