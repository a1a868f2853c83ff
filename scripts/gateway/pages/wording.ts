import { type Html, html } from "@shopeasy/platform/html";

/** Units, each in milliseconds, with its digits behind the point for what is less than so many of it. */
const scales = [
  { unit: "µs", ms: 0.001, digits: 0, below: 1_000 },
  { unit: "ms", ms: 1, digits: 2, below: 10 },
  { unit: "ms", ms: 1, digits: 1, below: 100 },
  { unit: "ms", ms: 1, digits: 0, below: 1_000 },
  { unit: "s", ms: 1_000, digits: 2, below: 60 },
  { unit: "min", ms: 60_000, digits: 1, below: Number.POSITIVE_INFINITY },
] as const;

/** Milliseconds as a person reads them: three digits are enough; below one, whole microseconds. */
export function duration(ms: number): string {
  const told = scales.map(({ unit, ms: size, digits, below }) => {
    const text = (ms / size).toFixed(digits);
    // What is rounded up to the next unit is told in that.
    return { text: `${text} ${unit}`, isShort: Number(text) < below };
  });
  return (told.find(({ isShort }) => isShort) ?? told[0])?.text ?? "";
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
