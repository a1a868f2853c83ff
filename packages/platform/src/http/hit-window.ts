/** How often a client has asked in its window, and when that ends, in epoch milliseconds. */
export interface Tally {
  hits: number;
  endsAt: number;
}

/** Counts what clients ask, each in a window that begins with its first request. */
export interface HitWindow {
  /** Counts one more. */
  count(client: string): Tally | Promise<Tally>;
}

/**
 * In this process's memory, and at once: the library's own store has each request wait for a promise. It holds those
 * who asked in the last two windows.
 */
export function memoryWindow(windowMs: number): HitWindow {
  let recent = new Map<string, Tally>();
  let before = new Map<string, Tally>();
  let turnsAt = 0;

  return {
    count(client) {
      const now = Date.now();
      if (now >= turnsAt) {
        before = now < turnsAt + windowMs ? recent : new Map();
        recent = new Map();
        turnsAt = now + windowMs;
      }
      let tally = recent.get(client);
      if (tally === undefined) {
        tally = before.get(client) ?? { hits: 0, endsAt: now + windowMs };
        recent.set(client, tally);
      }
      if (tally.endsAt <= now) {
        tally.hits = 0;
        tally.endsAt = now + windowMs;
      }
      tally.hits++;
      return tally;
    },
  };
}
