import { serviceNames } from "@shopeasy/contracts/route-table";
import { z } from "zod";
import { strategyNames } from "../strategies";

const time = z.iso.datetime();

/** The commit's first twelve hex digits; builds of a laptop may say that they hold more than a commit. */
export const versionSchema = z
  .string()
  .regex(/^[0-9a-f]{12}(-dirty)?$/, "is no version: twelve hex digits of a commit");

/** A lambda's version before the release, and in it. */
const lambdaSchema = z.object({ from: z.string(), to: z.string() });

/** One release of one service: what came to customers, by whom, and what became of it. */
export const releaseRecordSchema = z.object({
  /** When it began and what it is of, so that ids sort by time. */
  id: z.string().regex(/^[\w-]+$/),
  /** `local`, or a name of infra/environments.ts. */
  environment: z.string().regex(/^[a-z][a-z0-9-]*$/),
  service: z.enum(serviceNames),
  version: versionSchema,
  /** What ran before, and what a rollback goes back to; null for the first of all. */
  previousVersion: versionSchema.nullable(),
  /** What is in it that was not in the one before. */
  commits: z.array(z.object({ sha: z.string(), committedAt: time })),
  strategy: z.enum(strategyNames),
  by: z.string(),
  startedAt: time,
  /** When the first customers were sent to it; null where none were. */
  exposedAt: time.nullable(),
  /** When all customers, the worker and the lambdas had it, or had the one before again; null while it is under way. */
  finishedAt: time.nullable(),
  /** `rolled-back`: customers had it, and have the one before again. `failed`: no customer ever saw it. */
  outcome: z.enum(["under-way", "succeeded", "rolled-back", "failed"]),
  /** Why it did not succeed. */
  reason: z.string().nullable(),
  /** By name, those that went with it. */
  lambdas: z.record(z.string(), lambdaSchema).default({}),
});

export type ReleaseRecord = z.infer<typeof releaseRecordSchema>;

type Begun = Pick<
  ReleaseRecord,
  "environment" | "service" | "version" | "previousVersion" | "commits" | "strategy" | "by"
>;

/** The record of a release that begins at `now`. */
export function beginRecord(begun: Begun, now: Date): ReleaseRecord {
  const startedAt = now.toISOString();
  const stamp = startedAt.replace(/[-:.]/g, "");
  return {
    ...begun,
    id: `${stamp}-${begun.service}-${begun.version}`,
    startedAt,
    exposedAt: null,
    finishedAt: null,
    outcome: "under-way",
    reason: null,
    lambdas: {},
  };
}
