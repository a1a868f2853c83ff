import { readFileSync } from "node:fs";
import { join } from "node:path";
import { faultsOf } from "../policies/policy";
import { type Resource, resourcesOf } from "../policies/resources";
import { tellingAlarms } from "../policies/telling-alarms";
import { runbooksIn, writtenRunbooks, writtenRunbooksExist } from "../policies/written-runbooks";
import { resources, stacksOf } from "./synthesized";

const textOf = (path: string) => readFileSync(join(__dirname, "../..", path), "utf8");
const runbook = (name: string) => textOf(`docs/runbooks/${name}.md`);
const made = (type: string) => resources("prod", "observability", type);
const inProd = () => stacksOf("prod").flatMap(resourcesOf);

test("every runbook is one that something leads to, and is in the index", () => {
  const led = new Set(inProd().flatMap(({ config }) => runbooksIn(config)));
  const [, union = ""] = /type Runbook =([^;]+);/.exec(textOf("infra/constructs/alarm.ts")) ?? [];
  const named = [...union.matchAll(/"([a-z-]+)"/g)].map(([, name]) => name);

  const written = writtenRunbooks();

  // One that nothing leads to any more goes, and its name out of the union with it.
  expect(written.sort()).toEqual([...led].sort());
  expect(named.filter((name) => !written.includes(String(name)))).toEqual([]);
  for (const name of written) expect(runbook("README")).toContain(`(${name}.md)`);
});

test.each(writtenRunbooks())(
  "the runbook %s says what it means, whom it hurts, and what never to do",
  (name) => {
    const text = runbook(name);

    for (const part of ["**Means**", "**Hurt**", "## Look first", "## Over when", "## Never"]) {
      expect(text).toContain(part);
    }
    expect(text.split("\n").length).toBeLessThan(80);
  },
);

/** `<queue>-behind` stands for that of every queue, and `…-slow` for what was named before. */
const standsFor = (written: string) =>
  new RegExp(`^${written.replaceAll(/<[^>]+>/g, "[a-z0-9-]+").replace("…", ".*")}$`);

test("every alarm is named on the page that it leads to", () => {
  const alarms = inProd().filter(({ type }) => /aws_cloudwatch_(metric|composite)_alarm/.test(type));

  const unnamed = alarms
    .map(({ config }) => ({
      name: String(config.alarm_name).replace("shopeasy-prod-", ""),
      page: runbooksIn(config)[0] ?? "",
    }))
    .filter(({ name, page }) => {
      const words = [...runbook(page).matchAll(/`([\w<>…-]+)`/g)].map(([, word = ""]) => word);
      return !words.some((word) => standsFor(word).test(name));
    });

  expect(unnamed).toEqual([]);
});

/** What an alarm's dimension names, and by which attribute. */
const things: Record<string, [type: string, name: string]> = {
  ServiceName: ["aws_ecs_service", "name"],
  FunctionName: ["aws_lambda_function", "function_name"],
  QueueName: ["aws_sqs_queue", "name"],
  TableName: ["aws_dynamodb_table", "name"],
  StreamName: ["aws_kinesis_stream", "name"],
  DBInstanceIdentifier: ["aws_db_instance", "identifier"],
  TopicName: ["aws_sns_topic", "name"],
  WebACL: ["aws_wafv2_web_acl", "name"],
  CanaryName: ["aws_synthetics_canary", "name"],
  BackupVaultName: ["aws_backup_vault", "name"],
};

const dimensionsOf = ({ config }: Resource) => [
  Object(config.dimensions),
  ...((config.metric_query ?? []) as { metric?: { dimensions: object } }[]).map(({ metric }) =>
    Object(metric?.dimensions),
  ),
];

test("alarms and filters look at what is there", () => {
  const all = inProd();
  const namesOf = (type: string, name: string) =>
    new Set(all.filter((one) => one.type === type).map(({ config }) => config[name]));

  const unknown = all
    .filter(({ type }) => type === "aws_cloudwatch_metric_alarm")
    .flatMap((alarm) => dimensionsOf(alarm).flatMap((dimensions) => Object.entries<string>(dimensions)))
    .filter(
      ([dimension, name]) =>
        things[dimension] && !name.includes("${") && !namesOf(...things[dimension]).has(name),
    );
  const unfed = made("aws_cloudwatch_log_metric_filter").filter(
    ({ config }) => !/^\$\{.*aws_cloudwatch_log_group/.test(String(config.log_group_name)),
  );

  expect(unknown).toEqual([]);
  expect(unfed).toEqual([]);
});

test("what a filter counts is what an alarm of the same stack looks at", () => {
  const counted = made("aws_cloudwatch_log_metric_filter").map(
    ({ config }) => Object(config.metric_transformation).name,
  );
  const watched = made("aws_cloudwatch_metric_alarm")
    .filter(({ config }) => config.namespace === "ShopEasy")
    .map(({ config }) => config.metric_name);

  expect([...new Set(counted)].sort()).toEqual(watched.sort());
});

test("filters are as CloudWatch takes them", () => {
  const patterns = made("aws_cloudwatch_log_metric_filter").map(({ config }) => String(config.pattern));

  for (const pattern of patterns) {
    expect(pattern.length).toBeLessThanOrEqual(1_024);
    expect(pattern.split("(").length).toBe(pattern.split(")").length);
  }
});

test("what CloudFront tells rings by a topic of its region", () => {
  const there = ({ config }: Resource) => config.provider === "aws.us-east-1";
  const alarms = made("aws_cloudwatch_metric_alarm");
  const topic = made("aws_sns_topic").find(there)!;

  const far = alarms.filter(({ config }) => Object(config.dimensions).Region === "Global");

  expect(far).toHaveLength(1);
  for (const alarm of alarms) {
    const wakesThere = JSON.stringify(alarm.config.alarm_actions).includes(topic.address);
    expect(wakesThere).toBe(there(alarm));
  }
});

test("the budget and sudden costs wake whoever alarms wake, and are let to", () => {
  const onCall = expect.stringContaining("on-call_topic");

  const [budget] = made("aws_budgets_budget");
  const [anomalies] = made("aws_ce_anomaly_subscription");
  const policies = JSON.stringify(
    resources("prod", "foundation", "aws_iam_policy_document").map(({ config }) => config),
  );

  expect(budget!.config).toMatchObject({ limit_amount: "8000", limit_unit: "USD" });
  expect(
    Object(budget!.config.notification).map(
      ({ notification_type: type }: { notification_type: string }) => type,
    ),
  ).toEqual(expect.arrayContaining(["ACTUAL", "FORECASTED"]));
  expect(Object(budget!.config.notification)[0].subscriber_sns_topic_arns).toEqual([onCall]);
  expect(anomalies!.config.subscriber).toEqual([{ type: "SNS", address: onCall }]);
  for (const service of ["budgets", "costalerts"]) {
    // The topic's policy, and the key's.
    expect(policies.split(`"${service}.amazonaws.com"`)).toHaveLength(3);
  }
});

test("the canary comes as customers do, and keeps no log for ever", () => {
  const [canary] = made("aws_synthetics_canary");
  const may = JSON.stringify(made("aws_iam_policy_document").map(({ config }) => config));

  expect(Object(canary!.config.run_config).environment_variables).toEqual({
    SHOP_URL: "https://shopeasy.example",
  });
  expect(String(canary!.config.name).length).toBeLessThanOrEqual(21);
  expect(may).not.toContain("logs:");
});

const alarm = (config: Record<string, unknown>, type = "aws_cloudwatch_metric_alarm"): Resource => ({
  ...{ at: `prod-data ${type}.one`, address: `${type}.one`, type, config, exceptions: {} },
});
const alarm_description = "Customers can't order at all. Runbook: docs/runbooks/no-such-page.md";

test("an alarm may leave it to a composite one to wake people, if that does", () => {
  const part = alarm({ alarm_description, alarm_actions: [] });
  const whole = (alarm_actions: string[]) =>
    alarm(
      { alarm_description, alarm_actions, alarm_rule: `ALARM("\${${part.address}.alarm_name}")` },
      "aws_cloudwatch_composite_alarm",
    );

  expect(faultsOf(tellingAlarms, [part, whole(["arn"])])).toEqual([]);
  expect(faultsOf(tellingAlarms, [part, whole([])])).toHaveLength(2);
  expect(faultsOf(tellingAlarms, [part])).toEqual([expect.stringContaining("wakes nobody")]);
});

test("an alarm whose runbook is not written is found, by the letter", () => {
  const shouting = alarm({ alarm_description: "It hurts. Runbook: docs/runbooks/Database.md" });

  const faults = faultsOf(writtenRunbooksExist, [alarm({ alarm_description }), shouting]);

  expect(faults).toEqual([expect.stringContaining("no-such-page"), expect.stringContaining("Database")]);
});
