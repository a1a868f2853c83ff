export interface SpinOrder {
  ms: number;
}

export interface Spun {
  stallsMs: number[];
}

/** Longer than asking for the time takes, with the odd collection of garbage. */
const leastStallMs = 0.1;

process.on("disconnect", () => process.exit());
process.on("message", ({ ms }: SpinOrder) => {
  const stallsMs: number[] = [];
  const endAt = performance.now() + ms;
  for (let last = performance.now(); last < endAt; ) {
    const now = performance.now();
    if (now - last > leastStallMs) stallsMs.push(now - last);
    last = now;
  }
  process.send?.({ stallsMs } satisfies Spun);
});
