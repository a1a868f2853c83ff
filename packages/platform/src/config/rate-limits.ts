import { z } from "zod";

export const limitClasses = ["reading", "writing", "credentials"] as const;

/** What a call counts against: reading and writing follow from the method, credentials is for guessing at secrets. */
export type LimitClass = (typeof limitClasses)[number];

export interface RateLimit {
  limit: number;
  windowSeconds: number;
}

export type RateLimits = Readonly<Record<LimitClass, RateLimit>>;

/** Wide enough for 2,500 calls a second from one address: for local use. */
const local = limitClasses.map((name) => `${name}=150000/60s`).join(",");

const wanted = "wants reading=<count>/<seconds>s, writing=… and credentials=…, separated by commas";

/** Limits written as `reading=1000/60s,writing=200/60s,credentials=20/60s`: each class once. */
export const rateLimits = z
  .string()
  .default(local)
  .transform((text, context): RateLimits => {
    const limits = new Map<string, RateLimit>();
    for (const part of text.split(",")) {
      const [, name, limit, seconds] = /^\s*([a-z]+)=(\d{1,9})\/(\d{1,6})s\s*$/.exec(part) ?? [];
      if (name !== undefined) limits.set(name, { limit: Number(limit), windowSeconds: Number(seconds) });
    }
    const [reading, writing, credentials] = limitClasses.map((name) => limits.get(name));
    const usable = [...limits.values()].every((limit) => limit.limit > 0 && limit.windowSeconds > 0);
    if (!reading || !writing || !credentials || limits.size !== limitClasses.length || !usable) {
      context.addIssue({ code: "custom", message: wanted });
      return z.NEVER;
    }
    return { reading, writing, credentials };
  });
