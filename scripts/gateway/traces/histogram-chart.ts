import { type Html, html } from "@shopeasy/platform/html";
import { duration } from "../pages/wording";
import { listWith, spanText } from "./trace-addresses";
import type { DurationBar, Found } from "./trace-schemas";

const height = 100;

/** How long what was found took: a column leads to what is in it. */
export function histogramChart(found: Found, query: URLSearchParams, what: string): Html | false {
  const { histogram, p50Ms, p95Ms, p99Ms } = found;
  if (histogram.length === 0) return false;
  const most = Math.max(...histogram.map(({ count }) => count));
  return html`<figure class="durations"><figcaption>How long ${what} took: half at most <b>${duration(p50Ms)}</b>, 95 % <b>${duration(p95Ms)}</b>, 99 % <b>${duration(p99Ms)}</b>. A column leads to what is in it.</figcaption>
<ol>${histogram.map((bar, index) => column(bar, most, query, index % every(histogram.length) === 0))}</ol></figure>`;
}

/** Where there are many columns, there is room for but some of their labels. */
const every = (columns: number) => (columns > 12 ? 3 : columns > 6 ? 2 : 1);

function column(
  { fromMs, toMs, count }: DurationBar,
  most: number,
  query: URLSearchParams,
  isLabelled: boolean,
): Html {
  const isLast = toMs === Number.MAX_SAFE_INTEGER;
  const told = isLast ? `${duration(fromMs)} or more` : `${duration(fromMs)} to ${duration(toMs)}`;
  // A column that holds one of thousands must still be seen, and hit.
  const tall = count === 0 ? 0 : Math.max(2, (count / most) * height);
  const bar = html`<svg viewBox="0 0 10 ${height}" preserveAspectRatio="none" aria-hidden="true"><rect class="place" width="10" height="${height}"/><rect y="${(height - tall).toFixed(1)}" width="10" height="${tall.toFixed(1)}"/></svg>`;
  const limits = { over: fromMs === 0 ? null : spanText(fromMs), under: isLast ? null : spanText(toMs) };
  const body = html`<span class="count">${count > 0 && count}</span>${bar}<span class="edge">${isLabelled && short(fromMs)}</span>`;
  if (count === 0) return html`<li><span class="column" aria-label="0 took ${told}">${body}</span></li>`;
  return html`<li><a class="column" href="${listWith(limits, query)}" aria-label="${count} took ${told}" title="${count}: ${told}">${body}</a></li>`;
}

/** As `duration`, without the digits that a column's edge does not have. */
function short(ms: number): string {
  if (ms >= 60_000) return `${Number((ms / 60_000).toFixed(1))} min`;
  if (ms >= 1_000) return `${ms / 1_000} s`;
  return ms >= 1 || ms === 0 ? `${ms} ms` : `${Math.round(ms * 1_000)} µs`;
}
