import { hash } from "node:crypto";

/**
 * By what traces know a customer: the first 16 hex digits of her id's SHA-256. Ids have 74 random bits, so that nobody
 * finds one by its hash; whoever has the id finds her traces.
 */
export const userHash = (userId: string): string => hash("sha256", userId, "hex").slice(0, 16);
