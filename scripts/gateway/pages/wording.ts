import { type Html, html } from "@shopeasy/platform/html";

/** Milliseconds as a person reads them: three digits are enough. */
export function duration(ms: number): string {
  if (ms >= 60_000) return `${(ms / 60_000).toFixed(1)} min`;
  if (ms >= 1_000) return `${(ms / 1_000).toFixed(2)} s`;
  if (ms >= 100) return `${Math.round(ms)} ms`;
  return `${ms.toFixed(ms >= 10 ? 1 : 2)} ms`;
}

/** A moment, in UTC; `precise` with its milliseconds. */
export function moment(at: Date, precise = false): Html {
  if (Number.isNaN(at.getTime())) return html`<span class="quiet">unknown</span>`;
  const text = at.toISOString();
  const shown = text.slice(0, precise ? 23 : 19).replace("T", " ");
  return html`<time datetime="${text}" title="${text}">${shown}</time>`;
}
