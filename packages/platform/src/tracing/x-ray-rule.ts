import { z } from "zod";
import { globOf, type Matches } from "./glob";
import type { Chance, Decision, SampledRequest } from "./sampling";

const pattern = z.string().max(1_000);

/** A rule as X-Ray gives it. Of another version, or for something else than services, it is none of ours. */
export const XRayRuleFields = z.object({
  RuleName: z.string().min(1).max(200),
  Priority: z.number(),
  FixedRate: z.number().min(0).max(1),
  ReservoirSize: z.number().min(0),
  ServiceName: pattern,
  ServiceType: pattern,
  Host: pattern,
  HTTPMethod: pattern,
  URLPath: pattern,
  ResourceARN: z.literal("*"),
  Version: z.literal(1),
  Attributes: z.record(z.string(), z.never()).nullish(),
});
export type XRayRuleFields = z.infer<typeof XRayRuleFields>;

/** What X-Ray grants this process for a while, in return for its counts. Times are in seconds since the epoch. */
export const XRayTarget = z.object({
  RuleName: z.string(),
  FixedRate: z.number().min(0).max(1).nullish(),
  ReservoirQuota: z.number().min(0).nullish(),
  ReservoirQuotaTTL: z.number().nullish(),
  Interval: z.number().min(1).max(3_600).nullish(),
});
export type XRayTarget = z.infer<typeof XRayTarget>;

/** How often a rule was asked since it was last reported. */
export interface RuleCounts {
  RequestCount: number;
  SampledCount: number;
  BorrowCount: number;
}

const usualIntervalSeconds = 10;

/** A rule of X-Ray's, and where this process stands with it. */
export class XRayRule {
  readonly name: string;
  #counts: RuleCounts = { RequestCount: 0, SampledCount: 0, BorrowCount: 0 };
  #rate: number;
  /** A second, while it was granted; until then, and after, one a second may be borrowed. */
  #quota: number | undefined;
  #quotaUntil = 0;
  #intervalSeconds = usualIntervalSeconds;
  #reportedAt = 0;
  #second = 0;
  #taken = 0;
  readonly #method: Matches | undefined;
  readonly #path: Matches | undefined;
  readonly #host: Matches | undefined;
  readonly #service: Matches | undefined;
  readonly #type: Matches | undefined;

  constructor(
    readonly fields: XRayRuleFields,
    /** What stood under its name before: that goes on. */
    before?: XRayRule,
  ) {
    this.name = fields.RuleName;
    this.#rate = fields.FixedRate;
    this.#method = globOf(fields.HTTPMethod);
    this.#path = globOf(fields.URLPath);
    this.#host = globOf(fields.Host);
    this.#service = globOf(fields.ServiceName);
    this.#type = globOf(fields.ServiceType);
    if (!before) return;
    this.#counts = before.#counts;
    this.#quota = before.#quota;
    this.#quotaUntil = before.#quotaUntil;
    this.#intervalSeconds = before.#intervalSeconds;
    this.#reportedAt = before.#reportedAt;
    // A rate that staff have not changed is the one that X-Ray set last.
    if (before.fields.FixedRate === fields.FixedRate) this.#rate = before.#rate;
  }

  /** What is not known of a request is like `*` alone; the rule named Default takes all. */
  matches({ service, http }: SampledRequest, type: string): boolean {
    if (this.name === "Default") return true;
    return (
      (!this.#method || this.#method(http?.method ?? "")) &&
      (!this.#path || this.#path(http?.path ?? "")) &&
      (!this.#host || this.#host(http?.host ?? "")) &&
      (!this.#service || this.#service(service)) &&
      (!this.#type || this.#type(type))
    );
  }

  decide({ now, random }: Chance): Decision {
    const seconds = Math.floor(now() / 1_000);
    if (seconds !== this.#second) {
      this.#second = seconds;
      this.#taken = 0;
    }
    this.#counts.RequestCount++;
    const isGranted = this.#quota !== undefined && this.#quotaUntil >= seconds;
    const most = isGranted ? (this.#quota ?? 0) : Math.min(1, this.fields.ReservoirSize);
    if (this.#taken < most) {
      this.#taken++;
      this.#counts[isGranted ? "SampledCount" : "BorrowCount"]++;
      return this.name;
    }
    if (this.#rate === 0 || random() >= this.#rate) return false;
    this.#counts.SampledCount++;
    return this.name;
  }

  /** What there is to report by now, if anything. */
  due(nowMs: number): RuleCounts | undefined {
    const isTime = nowMs - this.#reportedAt >= this.#intervalSeconds * 1_000;
    return isTime && this.#counts.RequestCount > 0 ? { ...this.#counts } : undefined;
  }

  /** X-Ray has these counts: they are not told again. */
  reported(counts: RuleCounts, nowMs: number): void {
    this.#reportedAt = nowMs;
    for (const key of ["RequestCount", "SampledCount", "BorrowCount"] as const) {
      this.#counts[key] -= counts[key];
    }
  }

  grant({ FixedRate, ReservoirQuota, ReservoirQuotaTTL, Interval }: XRayTarget): void {
    this.#rate = FixedRate ?? this.#rate;
    this.#quota = ReservoirQuota ?? this.#quota;
    this.#quotaUntil = ReservoirQuotaTTL ?? this.#quotaUntil;
    this.#intervalSeconds = Interval ?? this.#intervalSeconds;
  }
}
