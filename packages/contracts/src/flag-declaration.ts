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
      }),
    )
    .max(20),
});
export type Faults = z.infer<typeof Faults>;
export type ProgramFaults = Faults["programs"][number];

/** The flags that the platform itself heeds: every shop declares them. */
export type PlatformFlags = {
  maintenance: FlagDeclaration<typeof Maintenance>;
  faults: FlagDeclaration<typeof Faults>;
};
