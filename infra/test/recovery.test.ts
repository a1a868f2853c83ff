import { tables } from "../../packages/contracts/src/resources";
import { environmentNames, environments } from "../environments";
import { resources } from "./synthesized";

type Config = Record<string, unknown>;
const made = (type: string, environment: (typeof environmentNames)[number] = "prod") =>
  resources(environment, "recovery", type).map(({ config }) => config);

test("PostgreSQL, every table and the buckets that can't be made anew are backed up", () => {
  const selected = made("aws_backup_selection").flatMap(({ resources: arns }) => arns as string[]);

  expect(selected.filter((arn) => arn.includes(":db:shopeasy-prod-postgres"))).toHaveLength(1);
  for (const table of Object.keys(tables)) {
    expect(selected.filter((arn) => arn.includes(`aws_dynamodb_tabletable-${table}_`))).toHaveLength(1);
  }
  for (const bucket of ["images", "event-archive", "storefront"]) {
    expect(selected.filter((arn) => arn.includes(`aws_s3_bucketbucket-${bucket}_`))).toHaveLength(1);
  }
});

test.each(environmentNames)(
  "backups of %s lie in two regions, each under a key of its own",
  (environment) => {
    const { region, recoveryRegion } = environments[environment];
    const vaults = made("aws_backup_vault", environment);

    const [plan] = made("aws_backup_plan", environment) as [Config];
    const { target_vault_name: target, copy_action } = (plan.rule as Config[])[0]!;
    expect(region).not.toBe(recoveryRegion);
    expect(new Set(vaults.map(({ provider }) => provider))).toEqual(
      new Set([undefined, `aws.${recoveryRegion}`]),
    );
    expect(new Set(vaults.map(({ kms_key_arn: key }) => key)).size).toBe(2);
    expect(String(target)).toContain("aws_backup_vault.vault_");
    expect(JSON.stringify(copy_action)).toContain("aws_backup_vault.copies_");
  },
);

test("backups begin four hours and more away from RDS's own and from its maintenance", () => {
  const [plan] = made("aws_backup_plan") as [Config];
  const [{ schedule, start_window }] = plan.rule as [{ schedule: string; start_window: number }];
  const [database] = resources("prod", "data", "aws_db_instance").map(({ config }) => config);
  const taken = [database!.backup_window, database!.maintenance_window].map((window) =>
    [...String(window).matchAll(/(\d\d):(\d\d)/g)].map(
      ([, hour, minute]) => Number(hour) + Number(minute) / 60,
    ),
  );

  const starts = schedule.split(" ")[1]!.split(",").map(Number);

  expect(starts).toHaveLength(2);
  for (const start of starts) {
    for (const [from, to] of taken as [number, number][]) {
      const after = (start - to + 24) % 24;
      const before = (from - (start + start_window / 60) + 24) % 24;
      expect(Math.min(after, before)).toBeGreaterThanOrEqual(4);
    }
  }
});

test.each(environmentNames)(
  "no backup of %s is kept for longer than erased people's data may be",
  (environment) => {
    const [plan] = made("aws_backup_plan", environment) as [Config];
    const [{ lifecycle, copy_action }] = plan.rule as [Config];
    const [copy] = copy_action as [Config];

    for (const kept of [lifecycle, copy.lifecycle]) expect(Object(kept).delete_after).toBeLessThanOrEqual(35);
  },
);

test("nobody deletes a backup of prod, and of staging only who may open the lock", () => {
  const locks = (environment: "staging" | "prod") =>
    made("aws_backup_vault_lock_configuration", environment).map((lock) => lock.changeable_for_days);

  expect(locks("prod")).toEqual([30, 30]);
  expect(locks("staging")).toEqual([undefined, undefined]);
});

test("a lock lets exactly what the plan keeps be kept", () => {
  for (const environment of ["staging", "prod"] as const) {
    const { keptDays } = environments[environment].backups;

    for (const lock of made("aws_backup_vault_lock_configuration", environment)) {
      expect(lock).toMatchObject({ min_retention_days: keptDays, max_retention_days: keptDays });
    }
  }
});

test("each kind of backup is restored every month", () => {
  const kinds = made("aws_backup_restore_testing_selection").map(({ protected_resource_type: kind }) => kind);
  const names = made("aws_backup_restore_testing_plan").map(({ name }) => name);

  expect(kinds.sort()).toEqual(["DynamoDB", "RDS", "S3"]);
  expect(names).toEqual([expect.stringMatching(/^\w+$/)]);
});

test("people are woken by a backup, a copy or a restore that fails, and by a day without any", () => {
  const [rule] = made("aws_cloudwatch_event_rule") as [Config];
  const [target] = made("aws_cloudwatch_event_target") as [Config];
  const [alarm] = made("aws_cloudwatch_metric_alarm") as [Config];

  const pattern = JSON.parse(String(rule.event_pattern));
  expect(pattern["detail-type"]).toHaveLength(3);
  expect(pattern.detail.$or).toEqual([
    { state: ["FAILED", "ABORTED", "EXPIRED"] },
    { status: ["FAILED", "ABORTED", "EXPIRED"] },
  ]);
  expect(JSON.stringify(target.input_transformer)).toContain("docs/runbooks/backups.md");
  expect(Number(alarm.period) * Number(alarm.evaluation_periods)).toBe(86_400);
  expect(alarm.treat_missing_data).toBe("breaching");
});
