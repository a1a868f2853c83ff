import { type Html, html } from "@shopeasy/platform/html";

/** Milliseconds as a person reads them: three digits are enough; below one, whole microseconds. */
export function duration(ms: number): string {
  if (ms >= 60_000) return `${(ms / 60_000).toFixed(1)} min`;
  if (ms >= 1_000) return `${(ms / 1_000).toFixed(2)} s`;
  if (ms >= 100) return `${Math.round(ms)} ms`;
  if (ms >= 1) return `${ms.toFixed(ms >= 10 ? 1 : 2)} ms`;
  return `${Math.round(ms * 1_000)} µs`;
}

/** So many a minute: less than ten with a digit more. */
export function rate(perMinute: number): string {
  if (perMinute >= 10) return String(Math.round(perMinute));
  return perMinute.toFixed(perMinute >= 1 ? 1 : 2);
}

/** A share from 0 to 1 as a percentage: nothing that is there is told as 0 %. */
export function share(part: number): string {
  const percent = part * 100;
  if (percent === 0 || percent >= 10) return `${Math.round(percent)} %`;
  return percent < 0.1 ? "<0.1 %" : `${percent.toFixed(1)} %`;
}

/** A moment, in UTC; `precise` with its milliseconds. */
export function moment(at: Date, precise = false): Html {
  if (Number.isNaN(at.getTime())) return html`<span class="quiet">unknown</span>`;
  const text = at.toISOString();
  const shown = text.slice(0, precise ? 23 : 19).replace("T", " ");
  return html`<time datetime="${text}" title="${text}">${shown}</time>`;
}
