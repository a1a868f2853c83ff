/** An answer that was made once and is written many times: to a GET of one address, without a token. */
export interface StoredAnswer {
  /** The route's pattern, for logs, metrics and traces. */
  readonly route: string;
  readonly content: Buffer;
  readonly contentType: string;
  /** Strong, in its quotes. */
  readonly etag: string;
  readonly cacheControl: string;
}

/** An answer as it is put into a cache, with all that it was made of: a change of any of these makes it stale. */
export interface MadeAnswer {
  readonly answer: StoredAnswer;
  readonly tags: readonly string[];
}

/** Keeps answers by their address (path and query, as they were asked for). */
export interface AnswerCache {
  /** What may be sent now; undefined where it has to be loaded. It may begin to make it anew in the background. */
  recall(address: string): StoredAnswer | undefined;
  /** Whether what `recall` has just given was overtaken by a change. */
  isStale(address: string): boolean;
  /** Makes it, once for all who ask at the same time, and keeps it. Rejects with what `make` rejects with; that is not kept. */
  load(address: string, make: () => Promise<MadeAnswer>): Promise<StoredAnswer>;
}
