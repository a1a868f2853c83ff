import { z } from "zod";
import type { Chance, Decision, SampledRequest } from "./sampling";
import { type RuleCounts, XRayRule, XRayRuleFields, XRayTarget } from "./x-ray-rule";

/** X-Ray keeps 25 for an account unless asked for more. */
const mostRules = 500;
/** As X-Ray's SDKs have it: rules that could not be fetched again for so long are forgotten. */
const keptMs = 3_600_000;
/** What is reported a little early need not wait for another round. */
const leewayMs = 1_000;

const RulesAnswer = z.object({ SamplingRuleRecords: z.array(z.unknown()).max(mostRules) });
const RuleRecord = z.object({ SamplingRule: XRayRuleFields });
const TargetsAnswer = z.object({
  SamplingTargetDocuments: z.array(z.unknown()).max(mostRules).default([]),
  /** In seconds since the epoch. */
  LastRuleModification: z.number().nullish(),
});

export interface XRaySamplerOptions extends Chance {
  /** `AWS::ECS::Container` and the like. */
  serviceType?: string | undefined;
}

/**
 * Decides by the rules that X-Ray gave, as its SDKs do: the rule with the lowest priority number that matches; so many
 * a second of its reservoir as X-Ray grants this process (one while it has granted none), and its rate of the rest.
 */
export class XRaySampler {
  #rules: readonly XRayRule[] = [];
  #loadedAt = Number.NEGATIVE_INFINITY;
  readonly #options: XRaySamplerOptions;

  constructor(options: XRaySamplerOptions) {
    this.#options = options;
  }

  /** Undefined where no rule of X-Ray's is known, or none matches. */
  decide(request: SampledRequest): Decision | undefined {
    if (this.#rules.length === 0) return undefined;
    const { now, serviceType = "" } = this.#options;
    if (now() - this.#loadedAt > keptMs) return undefined;
    for (const rule of this.#rules) {
      if (rule.matches(request, serviceType)) return rule.decide(this.#options);
    }
    return undefined;
  }

  /**
   * Takes the answer to `GetSamplingRules`; what of it nobody can understand is passed over. `askedAt` is in epoch
   * milliseconds.
   * @throws ZodError for another thing altogether
   */
  load(answer: unknown, askedAt: number): void {
    const before = new Map(this.#rules.map((rule) => [rule.name, rule]));
    this.#rules = RulesAnswer.parse(answer)
      .SamplingRuleRecords.flatMap((record) => RuleRecord.safeParse(record).data?.SamplingRule ?? [])
      .map((fields) => new XRayRule(fields, before.get(fields.RuleName)))
      .toSorted((one, other) => byPriority(one.fields, other.fields));
    this.#loadedAt = askedAt;
  }

  /** The counts that are due to be reported, by the rules' names. */
  due(): Map<string, RuleCounts> {
    const soon = this.#options.now() + leewayMs;
    const due = this.#rules.map((rule) => [rule.name, rule.due(soon)] as const);
    return new Map(due.flatMap(([name, counts]) => (counts ? [[name, counts]] : [])));
  }

  /**
   * Takes the answer to `SamplingTargets`, which was asked with these counts; says whether the rules have changed since
   * they were fetched.
   * @throws ZodError for what is no such answer: the counts are reported again then
   */
  grant(answer: unknown, counts: ReadonlyMap<string, RuleCounts>): boolean {
    const { SamplingTargetDocuments, LastRuleModification } = TargetsAnswer.parse(answer);
    const targets = SamplingTargetDocuments.flatMap((target) => XRayTarget.safeParse(target).data ?? []);
    for (const rule of this.#rules) {
      const told = counts.get(rule.name);
      if (told) rule.reported(told, this.#options.now());
      const target = targets.find(({ RuleName }) => RuleName === rule.name);
      if (target) rule.grant(target);
    }
    return (LastRuleModification ?? 0) * 1_000 > this.#loadedAt;
  }
}

const byPriority = (one: XRayRuleFields, other: XRayRuleFields): number =>
  one.Priority - other.Priority || (one.RuleName < other.RuleName ? -1 : 1);
