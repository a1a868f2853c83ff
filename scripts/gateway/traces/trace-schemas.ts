import { z } from "zod";

const Facts = z.record(z.string(), z.unknown());

/** One line of what was found, as the X-Ray listener gives it. Times are in milliseconds, moments since the epoch. */
export const TraceSummary = z.object({
  id: z.string(),
  name: z.string(),
  method: z.string().nullable(),
  url: z.string().nullable(),
  operation: z.string(),
  status: z.number().nullable(),
  startedAt: z.number(),
  /** Until the last of it ended. */
  durationMs: z.number(),
  /** Until it was answered. */
  responseMs: z.number(),
  isRunning: z.boolean(),
  /** False where what called the first of it has not come. */
  hasBeginning: z.boolean(),
  services: z.array(z.string()),
  hasError: z.boolean(),
  verdict: z.enum(["fine", "error", "throttle", "fault"]),
  annotations: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  /** False where its documents are forgotten. */
  isWhole: z.boolean(),
});
export type TraceSummary = z.infer<typeof TraceSummary>;

const FoundTrace = TraceSummary.extend({ measuredMs: z.number() });
export type FoundTrace = z.infer<typeof FoundTrace>;

const DurationBar = z.object({ fromMs: z.number(), toMs: z.number(), count: z.number() });
export type DurationBar = z.infer<typeof DurationBar>;

export const Found = z.object({
  traces: z.array(FoundTrace),
  total: z.number(),
  page: z.number(),
  pages: z.number(),
  upTo: z.number(),
  histogram: z.array(DurationBar),
  p50Ms: z.number(),
  p95Ms: z.number(),
  p99Ms: z.number(),
  searched: z.number(),
  knowsSince: z.number(),
});
export type Found = z.infer<typeof Found>;

export const Refused = z.object({
  problems: z.array(z.object({ parameter: z.string(), message: z.string() })),
});
export type Problem = z.infer<typeof Refused>["problems"][number];

/** The documents are read one by one (see `TraceDocument`), since anybody may have sent them. */
export const Trace = TraceSummary.extend({ documents: z.array(z.unknown()) });
export type Trace = z.infer<typeof Trace>;

const Frame = z.object({
  path: z.string().optional(),
  line: z.number().optional(),
  label: z.string().optional(),
});

const Exception = z.object({
  type: z.string().optional(),
  message: z.string().optional(),
  stack: z.array(Frame).optional().catch(undefined),
});
export type Exception = z.infer<typeof Exception>;

/**
 * What we read of a segment or subsegment (https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html).
 * Anybody on this machine may send one: what is not as it should be is left out, and the rest is shown.
 */
export const TraceDocument = z.object({
  id: z.string(),
  name: z.string(),
  parent_id: z.string().optional().catch(undefined),
  type: z.string().optional().catch(undefined),
  namespace: z.string().optional().catch(undefined),
  start_time: z.number().min(0).max(1e11),
  end_time: z.number().min(0).max(1e11).optional().catch(undefined),
  fault: z.boolean().optional().catch(undefined),
  error: z.boolean().optional().catch(undefined),
  throttle: z.boolean().optional().catch(undefined),
  http: z
    .object({
      request: z.object({ method: z.string().optional(), url: z.string().optional() }).optional(),
      response: z.object({ status: z.number().optional() }).optional(),
    })
    .optional()
    .catch(undefined),
  sql: z.object({ sanitized_query: z.string().optional() }).optional().catch(undefined),
  aws: Facts.optional().catch(undefined),
  annotations: Facts.optional().catch(undefined),
  metadata: Facts.optional().catch(undefined),
  cause: z
    .object({ exceptions: z.array(Exception).optional() })
    .optional()
    .catch(undefined),
  subsegments: z.array(z.unknown()).optional().catch(undefined),
});
export type TraceDocument = z.infer<typeof TraceDocument>;
