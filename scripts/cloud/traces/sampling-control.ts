import { z } from "zod";
import { SamplingRule, SamplingRuleUpdate, StatisticsDocument, TargetsRequest } from "./sampling-schemas";

/** What X-Ray's API refuses: the status, and the name by which SDKs know the error. */
export class SamplingRefusal extends Error {
  constructor(
    readonly code: "InvalidRequestException" | "RuleLimitExceededException",
    message: string,
  ) {
    super(message);
  }
}

interface RuleRecord {
  rule: Omit<SamplingRule, "Priority"> & { Priority: number };
  createdAt: number;
  modifiedAt: number;
  /** When each service that samples by it last told how often it did, in milliseconds. */
  clients: Map<string, number>;
}

const defaultName = "Default";
const rulesAtMost = 25;
/** Seconds: services tell what they sampled as often, and what they are given holds a little longer. */
const reportEvery = 10;
const quotaHolds = 15;
const clientsAtMost = 1_000;

/** X-Ray's central sampling: its rules, and the shares of their reservoirs that services are given. */
export class SamplingControl {
  readonly #rules = new Map<string, RuleRecord>();
  #modifiedAt: number;

  /** `now` gives milliseconds since the epoch. */
  constructor(
    defaultRate: number,
    rules: readonly SamplingRule[],
    private readonly now: () => number = Date.now,
  ) {
    this.#modifiedAt = now();
    const everything = SamplingRule.parse({
      RuleName: defaultName,
      Priority: 9_999,
      FixedRate: defaultRate,
      ReservoirSize: defaultRate > 0 ? 1 : 0,
    });
    this.#put({ ...everything, Priority: 10_000 });
    for (const rule of rules) this.#put(SamplingRule.parse(rule));
  }

  /** `GetSamplingRules`: those that are asked first come first. */
  rules(): object {
    const records = [...this.#rules.values()].toSorted(
      ({ rule: one }, { rule: other }) =>
        one.Priority - other.Priority || (one.RuleName < other.RuleName ? -1 : 1),
    );
    return { SamplingRuleRecords: records.map(told), NextToken: null };
  }

  /**
   * `SamplingTargets`: a rule's reservoir is shared among the services that told of it lately, so that together they
   * record as much as it allows, and not each of them.
   */
  targets(body: unknown): object {
    const { SamplingStatisticsDocuments: told } = valid(TargetsRequest, body);
    const targets: object[] = [];
    const unprocessed: object[] = [];
    for (const value of told) {
      const { data, error } = StatisticsDocument.safeParse(value);
      const record = data && this.#rules.get(data.RuleName);
      if (record) targets.push(this.#targetOf(record, data.ClientID));
      else {
        const RuleName = String(Object(value).RuleName ?? "");
        const Message = error ? z.prettifyError(error) : "There is no such rule";
        unprocessed.push({ RuleName, ErrorCode: error ? "400" : "404", Message });
      }
    }
    return {
      LastRuleModification: seconds(this.#modifiedAt),
      SamplingTargetDocuments: targets,
      UnprocessedStatistics: unprocessed,
    };
  }

  create(body: unknown): object {
    const { SamplingRule: rule } = valid(z.object({ SamplingRule }), body);
    if (this.#rules.has(rule.RuleName)) throw refusal(`There is a rule ${rule.RuleName} already`);
    if (this.#rules.size > rulesAtMost)
      throw new SamplingRefusal("RuleLimitExceededException", `There are ${rulesAtMost} rules already`);
    return { SamplingRuleRecord: told(this.#put(rule)) };
  }

  update(body: unknown): object {
    const { SamplingRuleUpdate: update } = valid(z.object({ SamplingRuleUpdate }), body);
    const record = this.#named(update.RuleName, update.RuleARN);
    const { RuleName, RuleARN, Version, ...changes } = update;
    const isOnlyRates = Object.keys(changes).every((key) => ["FixedRate", "ReservoirSize"].includes(key));
    if (record.rule.RuleName === defaultName && !isOnlyRates)
      throw refusal("Of the default rule only FixedRate and ReservoirSize can be changed");
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    record.rule = { ...record.rule, ...Object.fromEntries(given) };
    record.modifiedAt = this.now();
    this.#modifiedAt = record.modifiedAt;
    return { SamplingRuleRecord: told(record) };
  }

  delete(body: unknown): object {
    const named = z.object({ RuleName: z.string().optional(), RuleARN: z.string().optional() });
    const { RuleName, RuleARN } = valid(named, body);
    const record = this.#named(RuleName, RuleARN);
    if (record.rule.RuleName === defaultName) throw refusal("The default rule can't be deleted");
    this.#rules.delete(record.rule.RuleName);
    this.#modifiedAt = this.now();
    return { SamplingRuleRecord: told(record) };
  }

  #put(rule: RuleRecord["rule"]): RuleRecord {
    const now = this.now();
    const RuleARN = `arn:aws:xray:us-east-1:000000000000:sampling-rule/${rule.RuleName}`;
    const record = { rule: { ...rule, RuleARN }, createdAt: now, modifiedAt: now, clients: new Map() };
    this.#rules.set(rule.RuleName, record);
    this.#modifiedAt = now;
    return record;
  }

  #named(name: string | undefined, arn: string | undefined): RuleRecord {
    const found = [...this.#rules.values()].find(({ rule }) =>
      name === undefined ? rule.RuleARN === arn : rule.RuleName === name,
    );
    if (!found) throw refusal(`There is no rule ${name ?? arn ?? "without a name"}`);
    return found;
  }

  #targetOf({ rule, clients }: RuleRecord, client: string): object {
    const now = this.now();
    clients.set(client, now);
    for (const [known, at] of clients) {
      if (now - at > quotaHolds * 1_000 || clients.size > clientsAtMost) clients.delete(known);
    }
    const place = [...clients.keys()].toSorted().indexOf(client);
    return {
      RuleName: rule.RuleName,
      FixedRate: rule.FixedRate,
      ReservoirQuota: shareOf(rule.ReservoirSize, clients.size, place),
      ReservoirQuotaTTL: seconds(now) + quotaHolds,
      Interval: reportEvery,
    };
  }
}

/** What does not come out even goes to the first of them: their shares are the whole, however many there are. */
function shareOf(size: number, clients: number, place: number): number {
  return Math.floor(size / clients) + (place < size % clients ? 1 : 0);
}

function told({ rule, createdAt, modifiedAt }: RuleRecord): object {
  return { SamplingRule: rule, CreatedAt: seconds(createdAt), ModifiedAt: seconds(modifiedAt) };
}

function valid<S extends z.ZodType>(schema: S, body: unknown): z.infer<S> {
  const { data, error } = schema.safeParse(body);
  if (error) throw refusal(z.prettifyError(error));
  return data;
}

const refusal = (message: string) => new SamplingRefusal("InvalidRequestException", message);
const seconds = (milliseconds: number) => milliseconds / 1_000;
