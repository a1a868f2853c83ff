import { z } from "zod";

const Facts = z.record(z.string(), z.unknown());

/** One line of the list of traces, as the X-Ray listener gives it. Times are in milliseconds since the epoch. */
export const TraceSummary = z.object({
  id: z.string(),
  name: z.string(),
  method: z.string().nullable(),
  url: z.string().nullable(),
  status: z.number().nullable(),
  startedAt: z.number(),
  durationMs: z.number(),
  services: z.array(z.string()),
  hasError: z.boolean(),
  annotations: Facts,
});
export type TraceSummary = z.infer<typeof TraceSummary>;

const Frame = z.object({
  path: z.string().optional(),
  line: z.number().optional(),
  label: z.string().optional(),
});

const Exception = z.object({
  type: z.string().optional(),
  message: z.string().optional(),
  stack: z.array(Frame).optional(),
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
  start_time: z.number(),
  end_time: z.number().optional().catch(undefined),
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

export const Trace = TraceSummary.extend({ documents: z.array(z.unknown()) });
export type Trace = z.infer<typeof Trace>;
