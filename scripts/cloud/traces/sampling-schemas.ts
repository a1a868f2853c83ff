import { z } from "zod";

const text = (longest: number) => z.string().min(1).max(longest);

/**
 * A sampling rule, with X-Ray's own names and limits
 * (https://docs.aws.amazon.com/xray/latest/api/API_SamplingRule.html).
 */
export const SamplingRule = z.strictObject({
  RuleName: text(32),
  RuleARN: z.string().max(500).optional(),
  /** The lowest number is asked first. */
  Priority: z.int().min(1).max(9_999),
  FixedRate: z.number().min(0).max(1),
  /** A second, of all services together. */
  ReservoirSize: z.int().min(0),
  ServiceName: text(64).default("*"),
  ServiceType: text(64).default("*"),
  Host: text(64).default("*"),
  HTTPMethod: text(10).default("*"),
  URLPath: text(128).default("*"),
  ResourceARN: text(500).default("*"),
  Version: z.literal(1).default(1),
  Attributes: z.record(text(32), text(32)).default({}),
});
export type SamplingRule = z.infer<typeof SamplingRule>;

export const SamplingRuleUpdate = z.strictObject({
  ...SamplingRule.partial().shape,
  // A default would undo what is not spoken of.
  ServiceName: text(64).optional(),
  ServiceType: text(64).optional(),
  Host: text(64).optional(),
  HTTPMethod: text(10).optional(),
  URLPath: text(128).optional(),
  ResourceARN: text(500).optional(),
  Version: z.literal(1).optional(),
  Attributes: z.record(text(32), text(32)).optional(),
});

export const StatisticsDocument = z.object({
  RuleName: z.string().min(1).max(32),
  ClientID: z.string().min(1).max(24),
  RequestCount: z.int().min(0),
  SampledCount: z.int().min(0),
  BorrowCount: z.int().min(0).optional(),
  Timestamp: z.number(),
});

export const TargetsRequest = z.object({
  SamplingStatisticsDocuments: z.array(z.unknown()).max(25),
});
