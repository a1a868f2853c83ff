import { XRaySampler } from "../../src/tracing/x-ray-sampler";

const start = 1_700_000_000_000;

/** A sampler whose clock stands still until it is moved, and whose chance is told. */
function aSampler(serviceType?: string) {
  const world = { now: start, chance: 0.5 };
  const sampler = new XRaySampler({ now: () => world.now, random: () => world.chance, serviceType });
  return { world, sampler };
}

const rule = (name: string, fields: object = {}) => ({
  SamplingRule: {
    ...{ RuleName: name, Priority: 10, FixedRate: 0, ReservoirSize: 0, Version: 1, Attributes: {} },
    ...{ ServiceName: "*", ServiceType: "*", Host: "*", HTTPMethod: "*", URLPath: "*", ResourceARN: "*" },
    ...fields,
  },
});

const rules = (...records: object[]) => ({ SamplingRuleRecords: records });
const get = (path: string, host?: string) => ({ service: "orders", http: { method: "GET", path, host } });

test("without rules it leaves the decision to others", () => {
  const { sampler } = aSampler();

  expect(sampler.decide(get("/"))).toBeUndefined();
});

test("of the rules that match, the one with the lowest number decides; of equal ones, the first by name", () => {
  const { sampler } = aSampler();
  sampler.load(
    rules(
      rule("late", { Priority: 20, FixedRate: 1 }),
      rule("b", { Priority: 5, FixedRate: 1, URLPath: "/orders*" }),
      rule("a", { Priority: 5, FixedRate: 1, URLPath: "/orders*" }),
    ),
    start,
  );

  expect(sampler.decide(get("/orders/7"))).toBe("a");
  expect(sampler.decide(get("/products"))).toBe("late");
});

test.each([
  [
    "the method",
    { HTTPMethod: "post" },
    { service: "orders", http: { method: "POST", path: "/" } },
    get("/"),
  ],
  ["the path", { URLPath: "/api/*/orders?" }, get("/api/v1/ordersX"), get("/api/v1/orders")],
  ["the host", { Host: "*.shop.test" }, get("/", "API.shop.test"), get("/", "shop.test.example")],
  ["the service", { ServiceName: "order*" }, get("/"), { ...get("/"), service: "cart" }],
  ["a host that is not known", { Host: "*" }, get("/"), undefined],
  ["a message, which has no path", { URLPath: "*" }, { service: "orders" }, undefined],
  ["a message, by a rule of requests", { URLPath: "/orders" }, get("/orders"), { service: "orders" }],
])("%s has to match", (_what, fields, matching, other) => {
  const { sampler } = aSampler();
  sampler.load(rules(rule("wanted", { FixedRate: 1, ...fields })), start);

  expect(sampler.decide(matching)).toBe("wanted");
  if (other) expect(sampler.decide(other)).toBeUndefined();
});

test("what the service runs on has to match, and the rule named Default takes all that is left", () => {
  const { sampler } = aSampler("AWS::ECS::Container");
  sampler.load(
    rules(
      rule("lambdas", { FixedRate: 1, ServiceType: "AWS::Lambda::Function" }),
      rule("Default", { Priority: 10_000, FixedRate: 1, ServiceType: "" }),
    ),
    start,
  );

  expect(sampler.decide(get("/"))).toBe("Default");
});

test("a long path takes a pattern of many stars no time", () => {
  const { sampler } = aSampler();
  sampler.load(rules(rule("stars", { FixedRate: 1, URLPath: `${"*a".repeat(30)}b` })), start);

  expect(sampler.decide(get("a".repeat(20_000)))).toBeUndefined();
});

test("until X-Ray has granted a quota, one a second is borrowed, and the rest goes by the rate", () => {
  const { sampler, world } = aSampler();
  sampler.load(rules(rule("orders", { ReservoirSize: 50, FixedRate: 0.4 })), start);

  const first = [sampler.decide(get("/")), sampler.decide(get("/"))];
  world.chance = 0.39;
  const byRate = sampler.decide(get("/"));
  world.now += 1_000;

  expect(first).toEqual(["orders", false]);
  expect(byRate).toBe("orders");
  expect(sampler.due()).toEqual(new Map([["orders", { RequestCount: 3, SampledCount: 1, BorrowCount: 1 }]]));
});

test("a rule without a reservoir borrows nothing", () => {
  const { sampler } = aSampler();
  sampler.load(rules(rule("none")), start);

  expect(sampler.decide(get("/"))).toBe(false);
});

test("what is granted holds until its time is over, a quota of none as well", () => {
  const { sampler, world } = aSampler();
  const grant = (target: object) =>
    sampler.grant({ SamplingTargetDocuments: [{ RuleName: "orders", ...target }] }, new Map());
  sampler.load(rules(rule("orders", { ReservoirSize: 50, FixedRate: 1 })), start);
  const ask = () => [0, 0, 0].map(() => sampler.decide(get("/")) !== false);

  grant({ FixedRate: 0, ReservoirQuota: 2, ReservoirQuotaTTL: start / 1_000 + 10 });
  const granted = ask();
  world.now += 11_000;
  const expired = ask();
  grant({ ReservoirQuota: 0, ReservoirQuotaTTL: start / 1_000 + 60 });
  world.now += 1_000;

  expect(granted).toEqual([true, true, false]);
  expect(expired).toEqual([true, false, false]);
  expect(ask()).toEqual([false, false, false]);
});

test("counts are told once, when they are due, and again where X-Ray did not answer", () => {
  const { sampler, world } = aSampler();
  sampler.load(rules(rule("orders", { FixedRate: 1 })), start);
  sampler.decide(get("/"));

  const lost = sampler.due();
  sampler.decide(get("/"));
  const told = sampler.due();
  sampler.grant({ SamplingTargetDocuments: [{ RuleName: "orders", Interval: 30 }] }, told);
  sampler.decide(get("/"));

  expect(lost.get("orders")?.RequestCount).toBe(1);
  expect(told.get("orders")?.RequestCount).toBe(2);
  expect(sampler.due().size).toBe(0);
  world.now += 30_000;
  expect(sampler.due().get("orders")?.RequestCount).toBe(1);
});

test("a rule that comes again goes on where it was, and a new rate of it holds", () => {
  const { sampler } = aSampler();
  sampler.load(rules(rule("orders", { FixedRate: 1 })), start);
  sampler.decide(get("/"));
  sampler.grant({ SamplingTargetDocuments: [{ RuleName: "orders", FixedRate: 0 }] }, new Map());

  sampler.load(rules(rule("orders", { FixedRate: 1 })), start);
  const same = sampler.decide(get("/"));
  sampler.load(rules(rule("orders", { FixedRate: 0.6 })), start);

  expect(same).toBe(false);
  expect(sampler.decide(get("/"))).toBe("orders");
  expect(sampler.due().get("orders")?.RequestCount).toBe(3);
});

test("rules that were changed at X-Ray since they were fetched are to be fetched again", () => {
  const { sampler } = aSampler();
  sampler.load(rules(rule("orders")), start);

  expect(sampler.grant({ LastRuleModification: start / 1_000 - 60 }, new Map())).toBe(false);
  expect(sampler.grant({ LastRuleModification: start / 1_000 + 60 }, new Map())).toBe(true);
});

test("rules that could not be fetched again for an hour hold no more", () => {
  const { sampler, world } = aSampler();
  sampler.load(rules(rule("orders", { FixedRate: 1 })), start);
  world.now += 3_601_000;

  expect(sampler.decide(get("/"))).toBeUndefined();
});

test.each([[null], ["rules"], [[]], [{}], [{ SamplingRuleRecords: {} }], [{ SamplingRuleRecords: 7 }]])(
  "what is no answer at all is refused, and the rules that are known hold: %j",
  (garbage) => {
    const { sampler } = aSampler();
    sampler.load(rules(rule("orders", { FixedRate: 1 })), start);

    expect(() => sampler.load(garbage, start)).toThrow();
    expect(sampler.decide(get("/"))).toBe("orders");
  },
);

test("records that nobody can understand are passed over, and the rest is heeded", () => {
  const { sampler } = aSampler();
  const broken = [
    null,
    {},
    { SamplingRule: 7 },
    rule("rate", { FixedRate: 2 }),
    rule("version", { Version: 2, FixedRate: 1 }),
    rule("resource", { ResourceARN: "arn:aws:apigateway:…", FixedRate: 1 }),
    rule("attributes", { Attributes: { tier: "gold" }, FixedRate: 1 }),
  ];

  sampler.load(rules(...(broken as object[]), rule("good", { FixedRate: 1 })), start);
  sampler.grant({ SamplingTargetDocuments: [null, { RuleName: "good", FixedRate: 3 }] }, new Map());

  expect(sampler.decide(get("/"))).toBe("good");
});
