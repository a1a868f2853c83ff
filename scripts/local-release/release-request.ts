import { resolve } from "node:path";
import { serviceNames } from "@shopeasy/contracts/route-table";
import { z } from "zod";
import { versionSchema } from "../release/records/release-record";
import { strategyNames } from "../release/strategies";

/** What the release itself decides. */
const ours = ["PORT", "INTERNAL_PORT", "SERVICE_VERSION"];

export const variableName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "is no name of a variable")
  .refine((name) => !ours.includes(name), "is said by the release itself");

/** What the command asks the shop's supervisor for. */
export const ReleaseRequest = z.strictObject({
  service: z.enum(serviceNames),
  version: versionSchema,
  strategy: z.enum(strategyNames),
  /** How long each step is watched. */
  holdSeconds: z.number().min(0).max(3_600),
  /** A folder of bundles, as `build/` is, for this release alone: the supervisor removes it when it is not needed. */
  build: z.string().refine((path) => resolve(path) === path, "must be an absolute path, without dots"),
  /** Told to the new processes beside what the old ones were told. */
  environment: z.record(variableName, z.string()),
  commits: z.array(z.object({ sha: z.string(), committedAt: z.iso.datetime() })),
});
export type ReleaseRequest = z.output<typeof ReleaseRequest>;
