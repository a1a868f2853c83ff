import { z } from "zod";
import { serviceNames } from "./route-table";

/**
 * `release`: a change that customers get by and by, and that has a day to be gone by; `kill-switch`: a part that the
 * shop can do without for a while; `operations`: what operators tell the shop as it runs.
 */
export type FlagKind = "release" | "kill-switch" | "operations";

/** A flag of the shop, as it is declared once. */
export interface FlagDeclaration<Value extends z.ZodType = z.ZodType> {
  kind: FlagKind;
  /** What it may say: booleans for a flag that is on or off. */
  value: Value;
  /** What holds where nobody said anything. */
  default: z.input<Value>;
  /** Whose it is: who knows what it does, and takes it out again. */
  owner: string;
  /** What it does when it is set, in a sentence or two. */
  what: string;
  /** The day it was declared. */
  since: string;
  /** The day by which it is to be gone: of a release flag. */
  removeBy?: string;
}

export type FlagDeclarations = Readonly<Record<string, FlagDeclaration>>;

/** What the flags of a declaration say, by name. */
export type FlagValues<Declared extends FlagDeclarations> = {
  readonly [Name in keyof Declared]: z.output<Declared[Name]["value"]>;
};

const moment = z.iso.datetime({ offset: false });

/** Planned maintenance, announced from the moment that the flag says so: until it begins, while it lasts. */
export const Maintenance = z.strictObject({
  planned: z
    .strictObject({
      from: moment,
      until: moment,
      /** What customers read. */
      notice: z.string().trim().min(1).max(500),
      /** Those in which nothing is written meanwhile. */
      services: z
        .array(z.enum(serviceNames))
        .min(1)
        .default([...serviceNames]),
    })
    .refine(({ from, until }) => Date.parse(from) < Date.parse(until), "`until` must be after `from`")
    .nullable(),
});
export type Maintenance = z.infer<typeof Maintenance>;

const share = z.number().min(0).max(1).default(0);

/** What a program of ours calls: services by name, and what is not ours. */
export const dependencies = [...serviceNames, "postgres", "dynamodb", "sqs", "sns", "payments"] as const;
export type Dependency = (typeof dependencies)[number];

const wait = z.int().min(1).max(30_000);

/** Faults for drills. Heeded only where FAULTS_ALLOWED is true, which is never so in production. */
export const Faults = z.strictObject({
  programs: z
    .array(
      z.strictObject({
        service: z.enum(serviceNames),
        /** A SERVICE_VERSION; without it, every one. */
        version: z.string().min(1).optional(),
        /** The share of requests that are answered 500. */
        errors: share,
        /** The share of requests that wait first, and for how long. */
        slow: share,
        delayMs: z.int().min(0).max(30_000).default(0),
        /** Of the tries to reach one other part, the share that is refused, and the share that gets no answer for so long. */
        dependency: z
          .strictObject({
            name: z.enum(dependencies),
            fails: share,
            hangs: share,
            hangMs: wait.default(5_000),
          })
          .refine(({ fails, hangs }) => fails + hangs <= 1, "`fails` and `hangs` are more than all together")
          .optional(),
        /** Of the statements with this text in them, the share before which PostgreSQL sleeps, and for how long. */
        slowQuery: z
          .strictObject({
            matching: z.string().min(1).max(200),
            share: z.number().min(0).max(1).default(1),
            ms: wait,
          })
          .optional(),
        /** What each request keeps until the flag is changed, and how much that may come to: half of the heap at most. */
        leak: z
          .strictObject({
            kilobytes: z.int().min(1).max(10_000),
            mostMegabytes: z.int().min(1).max(512).default(256),
          })
          .optional(),
        /** The share of a queue's messages (of all queues', where none is named) that can't be handled: always the same. */
        poison: z
          .strictObject({
            queue: z.string().min(1).max(80).optional(),
            share,
            /** Until each next try, in place of the usual pauses, which take 40 minutes to the dead-letter queue. */
            retrySeconds: z.int().min(0).max(900).optional(),
          })
          .optional(),
      }),
    )
    .max(20),
});
export type Faults = z.infer<typeof Faults>;
export type ProgramFaults = Faults["programs"][number];

const logLevels = ["error", "warn", "info", "debug"] as const;

/** How much programs write to their logs while they run. Of several entries for a program the last one counts. */
export const LogLevels = z.strictObject({
  programs: z
    .array(
      z
        .strictObject({
          service: z.enum(serviceNames),
          /** Without it, both. */
          program: z.enum(["main", "worker"]).optional(),
          /** A SERVICE_VERSION; without it, every one. */
          version: z.string().min(1).optional(),
          level: z.enum(logLevels).optional(),
          /** Of the requests that only read, and went well, on a route that is asked often: every so many-th is written. */
          readsOneIn: z.int().min(1).max(10_000).optional(),
        })
        .refine(
          ({ level, readsOneIn }) => level !== undefined || readsOneIn !== undefined,
          "says neither a level nor readsOneIn",
        ),
    )
    .max(20),
});
export type LogLevels = z.infer<typeof LogLevels>;

/** The flags that the platform itself heeds: every shop declares them. */
export type PlatformFlags = {
  "log-levels": FlagDeclaration<typeof LogLevels>;
  maintenance: FlagDeclaration<typeof Maintenance>;
  faults: FlagDeclaration<typeof Faults>;
};
