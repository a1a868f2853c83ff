const keptMs = 250;
const withinMs = 1_000;

/** Whether any of the origins says that it serves. Asked when one is missing; many who ask at once share an answer. */
export function createServingProbe(origins: () => readonly string[]): () => Promise<boolean> {
  let known: { answer: Promise<boolean>; until: number } | undefined;
  return () => {
    if (!known || performance.now() >= known.until) {
      known = { answer: isAnyServing(origins()), until: performance.now() + keptMs };
    }
    return known.answer;
  };
}

function isAnyServing(origins: readonly string[]): Promise<boolean> {
  const probes = origins.map(async (origin) => {
    const answer = await fetch(`${origin}/health/serving`, { signal: AbortSignal.timeout(withinMs) });
    await answer.body?.cancel();
    if (!answer.ok) throw new Error(`${origin} does not serve`);
  });
  return Promise.any(probes).then(
    () => true,
    () => false,
  );
}
