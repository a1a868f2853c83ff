/** One line of what a program says at /metrics, without its value. */
export interface Series {
  name: string;
  labels: Readonly<Record<string, string>>;
}

/** The lines of Prometheus' text format that hold a value: what they are of, as written, and the value. */
export function* samplesIn(text: string): Generator<[written: string, value: number]> {
  let from = 0;
  while (from < text.length) {
    const end = text.indexOf("\n", from);
    const until = end === -1 ? text.length : end;
    if (text[from] !== "#" && until > from) {
      const line = text.slice(from, until);
      const at = line.lastIndexOf(" ");
      const value = Number(line.slice(at + 1));
      if (at > 0 && !Number.isNaN(value)) yield [line.slice(0, at), value];
    }
    from = until + 1;
  }
}

/** `orders_total{outcome="paid"}` */
export function seriesOf(written: string): Series {
  const brace = written.indexOf("{");
  if (brace === -1) return { name: written, labels: {} };
  const labels = [...written.slice(brace).matchAll(/([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g)].map(
    ([, label = "", value = ""]) => [label, value.replace(/\\(.)/g, unescaped)] as const,
  );
  return { name: written.slice(0, brace), labels: Object.fromEntries(labels) };
}

const unescaped = (_whole: string, character: string) => (character === "n" ? "\n" : character);

/** What came to a counter since it was seen last. One that is below what it was began anew. */
export const increaseOf = (now: number, before: number): number => (now >= before ? now - before : now);
