import type { Connection } from "./connection";

/**
 * What is counted as one, and timed. Rejects when it was not answered well; gives what part of a mixed job it was.
 */
export type Step = (connection: Connection) => Promise<string | undefined>;
