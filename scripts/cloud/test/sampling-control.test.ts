import { SamplingControl } from "../traces/sampling-control";
import { SamplingRule } from "../traces/sampling-schemas";

const startedAt = 1_700_000_000_000;

const aRule = (RuleName: string, Priority: number, changes: object = {}) =>
  SamplingRule.parse({ RuleName, Priority, FixedRate: 1, ReservoirSize: 0, ...changes });

const shopRules = [
  aRule("checkout", 20, { HTTPMethod: "POST", URLPath: "/api/v1/orders*", ReservoirSize: 10 }),
  aRule("health", 10, { URLPath: "/health/*", FixedRate: 0 }),
];

function aControl() {
  const clock = { now: startedAt };
  return { clock, control: new SamplingControl(0.05, shopRules, () => clock.now) };
}

const aStatistic = (RuleName: string, ClientID = "client-1") => ({
  ...{ RuleName, ClientID, RequestCount: 5, SampledCount: 1, BorrowCount: 1, Timestamp: startedAt / 1_000 },
});

const targetsOf = (control: SamplingControl, ...statistics: unknown[]) =>
  control.targets({ SamplingStatisticsDocuments: statistics }) as {
    SamplingTargetDocuments: { RuleName: string; ReservoirQuota: number }[];
    UnprocessedStatistics: unknown[];
    LastRuleModification: number;
  };

const namesIn = (control: SamplingControl) =>
  (control.rules() as { SamplingRuleRecords: { SamplingRule: SamplingRule }[] }).SamplingRuleRecords.map(
    ({ SamplingRule: { RuleName } }) => RuleName,
  );

test("rules come in the order in which they are asked, and the last takes all", () => {
  const { control } = aControl();

  expect(namesIn(control)).toEqual(["health", "checkout", "Default"]);
  expect(control.rules()).toMatchObject({
    SamplingRuleRecords: [
      {
        SamplingRule: { URLPath: "/health/*", FixedRate: 0, ServiceName: "*", ResourceARN: "*", Version: 1 },
      },
      { SamplingRule: { HTTPMethod: "POST", Attributes: {} } },
      { CreatedAt: startedAt / 1_000, SamplingRule: { FixedRate: 0.05, Priority: 10_000, ReservoirSize: 1 } },
    ],
  });
});

test("services share a rule's reservoir, and all of it", () => {
  const { control } = aControl();
  const clients = ["c", "a", "b"];
  for (const client of clients) targetsOf(control, aStatistic("checkout", client));

  const quotas = clients.map(
    (client) => targetsOf(control, aStatistic("checkout", client)).SamplingTargetDocuments[0]?.ReservoirQuota,
  );

  expect(quotas).toEqual([3, 4, 3]);
});

test("who tells no more for a while has no share any more", () => {
  const { clock, control } = aControl();
  targetsOf(control, aStatistic("checkout", "gone"));
  clock.now += 16_000;

  const { SamplingTargetDocuments } = targetsOf(control, aStatistic("checkout", "here"));

  expect(SamplingTargetDocuments).toEqual([
    {
      RuleName: "checkout",
      FixedRate: 1,
      ReservoirQuota: 10,
      ReservoirQuotaTTL: clock.now / 1_000 + 15,
      Interval: 10,
    },
  ]);
});

test("statistics of no rule, or that are none, are told apart and hold nothing up", () => {
  const { control } = aControl();

  const answer = targetsOf(
    control,
    aStatistic("nothing"),
    { RuleName: "health" },
    null,
    aStatistic("Default"),
  );

  expect(answer.SamplingTargetDocuments.map(({ RuleName }) => RuleName)).toEqual(["Default"]);
  expect(answer.UnprocessedStatistics).toMatchObject([
    { RuleName: "nothing", ErrorCode: "404" },
    { RuleName: "health", ErrorCode: "400" },
    { RuleName: "", ErrorCode: "400" },
  ]);
});

test("rules can be made, changed and taken away while it runs, and services are told since when", () => {
  const { clock, control } = aControl();
  const SamplingRuleUpdate = { RuleName: "checkout", FixedRate: 0.5 };

  clock.now += 1_000;
  control.create({ SamplingRule: { RuleName: "slow", Priority: 15, FixedRate: 1, ReservoirSize: 1 } });
  control.update({ SamplingRuleUpdate });
  control.delete({ RuleName: "health" });

  expect(namesIn(control)).toEqual(["slow", "checkout", "Default"]);
  expect(control.rules()).toMatchObject({
    SamplingRuleRecords: [{}, { SamplingRule: { FixedRate: 0.5, HTTPMethod: "POST" } }, {}],
  });
  expect(targetsOf(control).LastRuleModification).toBe(clock.now / 1_000);
});

test.each([
  ["create", { SamplingRule: { RuleName: "x".repeat(33), Priority: 1, FixedRate: 1, ReservoirSize: 1 } }],
  ["create", { SamplingRule: { RuleName: "x", Priority: 10_000, FixedRate: 1, ReservoirSize: 1 } }],
  ["create", { SamplingRule: { RuleName: "x", Priority: 1, FixedRate: 1.1, ReservoirSize: 1 } }],
  ["create", { SamplingRule: { RuleName: "x", Priority: 1, FixedRate: 1, ReservoirSize: 1, Color: "red" } }],
  ["create", { SamplingRule: aRule("health", 1) }],
  ["create", null],
  ["update", { SamplingRuleUpdate: { RuleName: "nothing", FixedRate: 1 } }],
  ["update", { SamplingRuleUpdate: { RuleName: "Default", URLPath: "/x" } }],
  ["delete", { RuleName: "Default" }],
  ["delete", {}],
] as const)("%s refuses %j, and changes nothing", (operation, body) => {
  const { control } = aControl();
  const before = JSON.stringify(control.rules());

  expect(() => control[operation](body)).toThrow(
    expect.objectContaining({ code: "InvalidRequestException" }),
  );
  expect(JSON.stringify(control.rules())).toBe(before);
});

test("there are no more than 25 rules beside the default", () => {
  const { control } = aControl();
  for (let count = 3; count <= 25; count += 1)
    control.create({ SamplingRule: aRule(`rule-${count}`, count) });

  expect(() => control.create({ SamplingRule: aRule("one-more", 1) })).toThrow(
    expect.objectContaining({ code: "RuleLimitExceededException" }),
  );
});
