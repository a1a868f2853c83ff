import { costTable } from "../commands/cost";
import type { SynthesizedStack } from "../commands/synthesized-stack";
import { costsByType } from "../cost/costs-by-type";
import { estimate, total } from "../cost/estimate";
import { notByTheMonth } from "../cost/not-by-the-month";
import { orderItems } from "../cost/order-items";
import { prices, sources } from "../cost/prices";
import { environments } from "../environments";
import { ofType, resourcesOf } from "../policies/resources";
import { resources, stacksOf } from "./synthesized";

/** A stack of which only these resources are known. */
const aStack = (resource: SynthesizedStack["json"]["resource"]): SynthesizedStack => ({
  ...{ environment: "prod", name: "some", folder: "" },
  json: { provider: { aws: [] }, ...(resource && { resource }) },
});

test("every type of resource in the stacks is said to cost something or nothing, once", () => {
  const stacks = [...stacksOf("dev"), ...stacksOf("prod")];
  const made = new Set(stacks.flatMap(({ json }) => Object.keys(json.resource ?? {})));

  const unsaid = [...made].filter((type) => !costsByType[type] && !notByTheMonth.has(type));
  const saidTwice = Object.keys(costsByType).filter((type) => notByTheMonth.has(type));

  // What is missing belongs in infra/cost/costs-by-type.ts, or in not-by-the-month.ts if its being there is free.
  expect({ unsaid, saidTwice }).toEqual({ unsaid: [], saidTwice: [] });
});

test("a type that nobody has said anything about is refused, with where to say it", () => {
  const stack = aStack({ aws_msk_cluster: { log: {} } });

  expect(() => estimate([stack])).toThrow(
    "prod-some aws_msk_cluster.log: say in infra/cost/costs-by-type.ts",
  );
});

test("an instance without a price is refused, with where to put it", () => {
  const stack = aStack({ aws_db_instance: { primary: { instance_class: "db.x2g.metal" } } });

  expect(() => estimate([stack])).toThrow(
    "There is no price of db.x2g.metal: add it to infra/cost/prices.ts",
  );
});

test("what is counted is what the stacks have", () => {
  const costs = estimate(stacksOf("prod"));

  const gateways = resources("prod", "network", "aws_nat_gateway").length;
  const endpoints = resources("prod", "network", "aws_vpc_endpoint").filter(
    ({ config }) => config.vpc_endpoint_type === "Interface",
  );
  const { services } = environments.prod;
  const cpus = Object.values(services).reduce((sum, { cpu, least }) => sum + (cpu / 1024) * least, 0);
  const memory = Object.values(services).reduce((sum, { memory, least }) => sum + (memory / 1024) * least, 0);
  expect(costs.network).toMatchObject({
    "NAT gateways": expect.closeTo(gateways * 730 * prices.natGateway.usd),
    Endpoints: expect.closeTo(endpoints.length * 3 * 730 * prices.interfaceEndpoint.usd),
  });
  expect(costs.services?.["Services' tasks"]).toBeCloseTo(
    730 * (cpus * prices.taskCpu.usd + memory * prices.taskMemory.usd),
  );
  // The primary in two zones, and the replica with as much storage in one.
  expect(costs.data?.["PostgreSQL's storage"]).toBeCloseTo(3 * 400 * prices.databaseGigabyte.usd);
});

test("another replica, another zone and an alarm of several metrics cost as much more", () => {
  const usd = (type: string, config: Record<string, unknown>) =>
    total(estimate([aStack({ [type]: { one: config } })]));
  const database = { instance_class: "db.t4g.small", allocated_storage: 100 };
  const query = (metrics: number) => ({
    metric_query: Array.from({ length: metrics }, () => ({ metric: {} })),
  });

  expect(usd("aws_db_instance", { ...database, multi_az: true })).toBeCloseTo(
    2 * usd("aws_db_instance", database),
  );
  expect(usd("aws_cloudwatch_metric_alarm", query(3))).toBeCloseTo(
    3 * usd("aws_cloudwatch_metric_alarm", {}),
  );
});

test.each(["dev", "prod"] as const)("what stands in %s costs less than its budget", (environment) => {
  expect(total(estimate(stacksOf(environment)))).toBeLessThan(environments[environment].monthlyBudgetUsd);
});

test("orders cost in proportion to how many there are", () => {
  const amounts = (orders: number) => orderItems(orders).map(({ amount }) => amount);

  amounts(2_000).forEach((amount, index) => {
    expect(amount).toBeCloseTo(2 * (amounts(1_000)[index] ?? Number.NaN), 9);
    expect(amount).toBeGreaterThan(0);
  });
});

test("every price is more than nothing, and every source a page of AWS's that some price comes from", () => {
  const used = new Set<string>(Object.values(prices).map(({ source }) => source));

  for (const { usd } of Object.values(prices)) expect(usd).toBeGreaterThan(0);
  for (const url of Object.values(sources)) expect(url).toMatch(/^https:\/\/aws\.amazon\.com\/.+\/$/);
  expect(Object.keys(sources).filter((source) => !used.has(source))).toEqual([]);
});

test("the table has a column for each environment, and says what it is made of", () => {
  const table = costTable([...stacksOf("dev"), ...stacksOf("prod")]);

  expect(table).toMatch(/what is there, at its least +dev +prod\n/);
  expect(table).toMatch(/\n {2}NAT gateways +35\.04 +105\.12\n/);
  expect(table).toMatch(/\n1,000 orders more, browsing included\n/);
  expect(table).toMatch(/\nbudget +500\.00 +8000\.00$/);
});

test("what is looked up and not made costs nothing", () => {
  const looked = stacksOf("prod").flatMap(resourcesOf);

  expect(ofType(looked, "aws_iam_policy_document").length).toBeGreaterThan(0);
  expect(costsByType).not.toHaveProperty("aws_iam_policy_document");
});
