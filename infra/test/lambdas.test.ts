import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { queues } from "../../packages/contracts/src/resources";
import { bundleOf } from "../constructs/lambda-bundle";
import { resources } from "./synthesized";

const made = (type: string, environment: "dev" | "prod" = "prod") => resources(environment, "lambdas", type);
const lambdas = ["notifications", "inventory-stream", "smoke-test"] as const;
const functionOf = (name: string) =>
  made("aws_lambda_function").find(({ config }) => config.function_name === `shopeasy-prod-${name}`)!;
const mappings = () => made("aws_lambda_event_source_mapping").map(({ config }) => config);
const mappingOf = (source: string) =>
  mappings().find((one) => String(one.event_source_arn).includes(source))!;

test("the lambdas run on arm64, on the newest Node that there is, and are traced", () => {
  expect(made("aws_lambda_function").map(({ config }) => config.function_name)).toEqual(
    lambdas.map((name) => `shopeasy-prod-${name}`).sort(),
  );
  for (const { config } of made("aws_lambda_function")) {
    expect(config).toMatchObject({ architectures: ["arm64"], runtime: "nodejs22.x", publish: true });
    expect(config).toMatchObject({ tracing_config: { mode: "Active" }, handler: "index.handler" });
  }
});

test("each logs to a group of its own, which is there before it, as is what it is allowed", () => {
  for (const name of lambdas) {
    const { config } = functionOf(name);

    expect(config.logging_config).toMatchObject({
      log_group: expect.stringMatching(`^\\$\\{aws_cloudwatch_log_group\\.${name}_.*\\.name\\}$`),
    });
    expect(config.depends_on).toEqual(
      expect.arrayContaining([
        expect.stringContaining(`aws_cloudwatch_log_group.${name}`),
        expect.stringContaining(`aws_iam_role_policy.${name}`),
      ]),
    );
  }
});

test("an invocation takes at most a sixth of what its queue hides messages for", () => {
  const timeout = Number(functionOf("notifications").config.timeout);

  for (const queue of ["notifications-events", "mail-feedback"] as const) {
    expect(6 * timeout).toBeLessThanOrEqual(queues[queue].visibilityTimeoutSeconds);
  }
});

test.each(["notifications-events", "mail-feedback"])(
  "messages of %s invoke notifications, and those that failed come again",
  (queue) => {
    const mapping = mappingOf(queue);

    expect(mapping.function_name).toMatch(/aws_lambda_alias\.notifications-live_/);
    expect(mapping).toMatchObject({
      function_response_types: ["ReportBatchItemFailures"],
      scaling_config: { maximum_concurrency: expect.any(Number) },
    });
  },
);

test("records of the stream are taken by the thousand, without waiting for long, and none is lost unnoticed", () => {
  const mapping = mappingOf("inventory-stream");

  expect(mapping.function_name).toMatch(/aws_lambda_alias\.inventory-stream-live_/);
  expect(mapping).toMatchObject({
    batch_size: 1_000,
    maximum_batching_window_in_seconds: 1,
    bisect_batch_on_function_error: true,
    function_response_types: ["ReportBatchItemFailures"],
    destination_config: { on_failure: { destination_arn: expect.stringContaining("aws_sqs_queue.") } },
  });
});

test("what is invoked is what CodeDeploy shifts: Terraform leaves it where a release has put it", () => {
  for (const { config } of made("aws_lambda_alias")) {
    expect(config).toMatchObject({
      name: "live",
      lifecycle: { ignore_changes: ["function_version", "routing_config"] },
    });
  }
  expect(mappings().every(({ function_name: name }) => String(name).includes("aws_lambda_alias."))).toBe(
    true,
  );
});

test("a release is shifted by and by in prod, at once in dev, and back where it fails", () => {
  const groups = made("aws_codedeploy_deployment_group").map(({ config }) => config);
  const inDev = made("aws_codedeploy_deployment_group", "dev").map(({ config }) => config);

  expect(groups.map(({ deployment_config_name: name }) => name)).toEqual(
    Array(2).fill("CodeDeployDefault.LambdaLinear10PercentEvery1Minute"),
  );
  expect(inDev.map(({ deployment_config_name: name }) => name)).toEqual(
    Array(2).fill("CodeDeployDefault.LambdaAllAtOnce"),
  );
  for (const group of groups) {
    expect(group).toMatchObject({
      alarm_configuration: {
        enabled: true,
        alarms: [expect.stringContaining("aws_cloudwatch_metric_alarm.")],
      },
      auto_rollback_configuration: {
        enabled: true,
        events: expect.arrayContaining(["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"]),
      },
    });
  }
});

test("whoever releases finds what to release, without Terraform", () => {
  const [note] = made("aws_ssm_parameter");

  expect(note!.config.name).toBe("shopeasy-prod-lambda-releases");
  expect(JSON.parse(String(note!.config.value))).toMatchObject({
    notifications: {
      alias: "live",
      newest: expect.stringMatching(/aws_lambda_function\.notifications_.*\.version/),
    },
    "inventory-stream": { alias: "live" },
  });
});

test("notifications and the smoke test stand in the network, each in its group; the stream's needs nothing there", () => {
  const groupsOf = (name: string) =>
    JSON.stringify(Object(functionOf(name).config.vpc_config).security_group_ids);

  expect(groupsOf("notifications")).toContain("groups_notifications");
  expect(groupsOf("smoke-test")).toContain("groups_smoke-test");
  expect(functionOf("inventory-stream").config.vpc_config).toBeUndefined();
});

test("no secret is in a lambda's environment, only where it is", () => {
  const { variables } = Object(functionOf("notifications").config.environment);

  expect(variables.SERVICE_TOKEN_SECRET_SECRET_ARN).toContain("aws_secretsmanager_secret");
  expect(variables).not.toHaveProperty("SERVICE_TOKEN_SECRET");
});

/** What AWS adds by itself to what the stack says. */
const ofAws = { AWS_REGION: "eu-west-1", AWS_ACCESS_KEY_ID: "none", AWS_SECRET_ACCESS_KEY: "none" };

test.each([
  ["notifications", '{"batchItemFailures":[]}'],
  ["inventory-stream", '{"batchItemFailures":[]}'],
] as const)("%s starts from its bundle with the very environment that it is given", (name, answer) => {
  const { folder } = bundleOf(`services/${name}/src/handler.ts`);
  const { variables } = Object(functionOf(name).config.environment) as { variables: Record<string, string> };
  const told = Object.entries(variables).filter(([variable]) => !variable.endsWith("_SECRET_ARN"));

  const printed = runBundle(folder, "{ Records: [] }", {
    ...Object.fromEntries(told),
    ...(name === "notifications" && { SERVICE_TOKEN_SECRET: "a-service-token-secret-for-tests-only" }),
  });

  // Before it come the metrics of the invocation.
  expect(printed.split("\n").at(-1)).toBe(answer);
});

test("the smoke test's bundle has a handler, too", () => {
  const { folder } = bundleOf("infra/functions/smoke-test/handler.ts");

  const starting = () => runBundle(folder, "{}", {});

  expect(starting).toThrow("TEST_URL is missing");
});

function runBundle(folder: string, event: string, environment: Record<string, string>): string {
  const program = `require(${JSON.stringify(join(folder, "index.js"))})
    .handler(${event}, { awsRequestId: "r-1", getRemainingTimeInMillis: () => 10_000 })
    .then((answer) => { process.stdout.write(JSON.stringify(answer)); process.exit(0); },
      (error) => { console.error(error); process.exit(1); });`;
  const env = { ...ofAws, ...environment };
  return execFileSync(process.execPath, ["-e", program], {
    env,
    encoding: "utf8",
    timeout: 20_000,
    stdio: "pipe",
  });
}
