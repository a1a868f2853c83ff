import { verdictBits } from "./step-rules";

/** A mark of X-Ray's, none of them, or the statuses from one up to another. */
export type WantedStatus = { marks: number } | "ok" | { from: number; to: number };

/** Of `404`, `5xx`, `fault`, or several with commas: what has one of them is wanted. */
export function statusesOf(text: string): WantedStatus[] | undefined {
  const wanted = text
    .toLowerCase()
    .split(",")
    .map((part) => statusOf(part.trim()));
  return wanted.every((status) => status !== undefined) ? wanted : undefined;
}

function statusOf(word: string): WantedStatus | undefined {
  if (word === "ok") return word;
  if (Object.hasOwn(verdictBits, word)) return { marks: verdictBits[word as keyof typeof verdictBits] };
  if (/^[1-5]xx$/.test(word)) return { from: Number(word[0]) * 100, to: Number(word[0]) * 100 + 99 };
  return /^[1-5]\d\d$/.test(word) ? { from: Number(word), to: Number(word) } : undefined;
}

export function isWantedStatus(wanted: readonly WantedStatus[], status: number, verdict: number): boolean {
  return (
    wanted.length === 0 ||
    wanted.some((one) => {
      if (one === "ok") return verdict === 0;
      return "marks" in one ? (verdict & one.marks) !== 0 : status >= one.from && status <= one.to;
    })
  );
}
