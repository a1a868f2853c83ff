const rememberedMs = 1_000;

/**
 * Asks once for all who want to know within a second (by `now`, in milliseconds): whoever calls often must not make us
 * ask every service as often.
 */
export function rememberHealth<Health>(ask: () => Promise<Health>, now: () => number): () => Promise<Health> {
  let known: { answer: Promise<Health>; at: number } | undefined;
  return () => {
    const at = now();
    if (!known || at - known.at >= rememberedMs) known = { answer: ask(), at };
    return known.answer;
  };
}
