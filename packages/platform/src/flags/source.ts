/** A configuration of flags, as it was found. */
export interface FlagText {
  text: string;
  /** Names it in logs and metrics. */
  version: string;
}

/** Where flags are configured. */
export interface FlagSource {
  /** Names it in logs. */
  readonly kind: "file" | "appconfig";
  /** How long to wait before it is asked again, in milliseconds; it may change with each answer. */
  readonly everyMs: number;
  /** What is there, where that is new since the last call. Rejects where it can't be read. */
  read(): Promise<FlagText | undefined>;
  close(): void;
}

/** AppConfig takes no more in a hosted configuration either. */
export const mostBytes = 1_000_000;
