import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { serviceNames } from "../../packages/contracts/src/route-table";
import { environmentNames, environments } from "../environments";
import { type Resource, refersTo } from "../policies/resources";
import type { Program } from "../stacks/program";
import { permissionsOf } from "../stacks/program-permissions";
import { queuesOf } from "../stacks/task-programs";
import { madeUpParts } from "./made-up-parts";
import { resources } from "./synthesized";

const made = (type: string, environment: (typeof environmentNames)[number] = "prod") =>
  resources(environment, "services", type);
const called = (type: string, name: string, attribute = "name") =>
  made(type).find(({ config }) => config[attribute] === `shopeasy-prod-${name}`)!.config;
const workers = serviceNames.map((name) => `${name}-worker` as const);

interface Container {
  name: string;
  image: string;
  command: string[];
  user: string;
  readonlyRootFilesystem: boolean;
  linuxParameters: unknown;
  secrets?: { valueFrom: string }[];
  healthCheck?: { command: string[] };
  dependsOn?: unknown[];
}
const containersOf = ({ config }: Pick<Resource, "config">) =>
  JSON.parse(String(config.container_definitions)) as [Container, ...Container[]];
const tasks = made("aws_ecs_task_definition").map((task) => ({
  family: String(task.config.family).replace("shopeasy-prod-", "") as Program,
  task,
  containers: containersOf(task),
}));

test("nothing that runs can write to its disk, is root, or has a capability", () => {
  const confined = {
    user: "1000:1000",
    readonlyRootFilesystem: true,
    linuxParameters: { initProcessEnabled: true, capabilities: { drop: ["ALL"] } },
  };

  for (const container of tasks.flatMap(({ containers }) => containers))
    expect(container).toMatchObject(confined);
  for (const { task } of tasks) {
    expect(task.config).toMatchObject({ network_mode: "awsvpc", skip_destroy: true });
    expect(task.config.runtime_platform).toMatchObject({ cpu_architecture: "ARM64" });
  }
});

test("whatever runs for long is asked for its health without a shell, and starts after what sends its traces", () => {
  const running = tasks.filter(({ family }) => [...serviceNames, ...workers].some((name) => name === family));

  for (const { containers } of running) {
    const [program, daemon] = containers;
    expect(program.healthCheck?.command.slice(0, 2)).toEqual(["CMD", "node"]);
    expect(program.dependsOn).toEqual([{ containerName: daemon?.name, condition: "START" }]);
  }
  expect(running).toHaveLength(10);
});

test("every program is a file that is built", () => {
  const root = join(__dirname, "../..");
  const pattern = /services\/\*\/src\/\{[^}]+\}\.ts/.exec(
    readFileSync(join(root, "scripts/build.mjs"), "utf8"),
  )?.[0];
  const built = globSync(pattern ?? "", { cwd: root }).map((file) =>
    file.replace("/src/", "/").replace(/ts$/, "js"),
  );

  for (const { containers } of tasks) expect(built).toContain(containers[0].command.at(-1));
});

/** The statements of the document that a role's policy names. */
function statementsOf(roleId: string) {
  const [policy] = made("aws_iam_role_policy").filter(({ config }) => String(config.role).includes(roleId));
  const [document] = made("aws_iam_policy_document").filter((one) =>
    String(policy?.config.policy).includes(`data.${one.address}.`),
  );
  return document!.config.statement as { actions: string[]; resources: string[] }[];
}
const roleIn = (reference: unknown) => /aws_iam_role\.([\w-]+)\./.exec(String(reference))![1]!;

test.each(tasks)(
  "$family is started by a role that reads its secrets and fetches its images only",
  ({ task, containers }) => {
    const statements = statementsOf(roleIn(task.config.execution_role_arn));

    const secrets = statements.filter(({ actions }) => actions.includes("secretsmanager:GetSecretValue"));
    expect(secrets.flatMap(({ resources: all }) => all).sort()).toEqual(
      (containers[0].secrets ?? []).map(({ valueFrom }) => valueFrom).sort(),
    );
    const [images] = statements.filter(({ actions }) => actions.includes("ecr:BatchGetImage"));
    const [agent] = images!.resources.slice(-1);
    expect(images!.resources).toHaveLength(containers.length + 1);
    expect(agent).toMatch(/:repository\/aws-guardduty-agent-fargate$/);
    expect(task.config.execution_role_arn).not.toBe(task.config.task_role_arn);
  },
);

test.each(serviceNames)(
  "%s is released by CodeDeploy, and what releases change Terraform leaves alone",
  (name) => {
    const service = called("aws_ecs_service", name);

    expect(service).toMatchObject({ deployment_controller: { type: "CODE_DEPLOY" }, launch_type: "FARGATE" });
    expect(service.lifecycle).toEqual({
      ignore_changes: ["task_definition", "load_balancer", "desired_count"],
    });
    expect(service.network_configuration).not.toHaveProperty("assign_public_ip");
  },
);

test.each(serviceNames)("a release of %s goes back by itself when either colour fails", (name) => {
  const group = called("aws_codedeploy_deployment_group", name, "deployment_group_name");

  const { alarms } = Object(group.alarm_configuration) as { alarms: string[] };
  expect(group.auto_rollback_configuration).toMatchObject({
    enabled: true,
    events: expect.arrayContaining(["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"]),
  });
  expect(alarms).toHaveLength(3);
  for (const alarm of alarms) {
    const { config } = made("aws_cloudwatch_metric_alarm").find(({ address }) => alarm.includes(address))!;
    const watched = JSON.stringify(config.metric_query);
    for (const colour of ["blue", "green"])
      expect(watched).toMatch(new RegExp(`aws_lb_target_group${name}-${colour}`));
  }
});

test("a tenth of the customers try a release in prod, and in dev it goes to everybody at once", () => {
  const shifts = (environment: "dev" | "prod") =>
    new Set(
      made("aws_codedeploy_deployment_group", environment).map(({ config }) => config.deployment_config_name),
    );

  expect(shifts("prod")).toEqual(new Set(["CodeDeployDefault.ECSCanary10Percent5Minutes"]));
  expect(shifts("dev")).toEqual(new Set(["CodeDeployDefault.ECSAllAtOnce"]));
});

test.each(workers)("%s is replaced task by task, and put back when the new tasks do not start", (name) => {
  expect(called("aws_ecs_service", name)).toMatchObject({
    deployment_controller: { type: "ECS" },
    deployment_circuit_breaker: { enable: true, rollback: true },
    lifecycle: { ignore_changes: ["task_definition", "desired_count"] },
  });
});

test.each(serviceNames)(
  "there are more workers of %s while a message waits in any queue that they take from",
  (service) => {
    const parts = madeUpParts(environments.prod);
    const taken = permissionsOf(`${service}-worker`, parts)
      .filter(({ actions }) => actions.includes("sqs:ReceiveMessage"))
      .flatMap(({ resources: arns = [] }) => arns.map((arn) => arn.replace("queue/", "")));

    expect([...queuesOf[service]].sort()).toEqual(taken.sort());
    const [policy] = made("aws_appautoscaling_policy").filter(({ address }) =>
      address.includes(`${service}-worker_scaling_oldest-message`),
    );
    for (const queue of taken) expect(JSON.stringify(policy)).toContain(`"shopeasy-prod-${queue}"`);
  },
);

test("requests for each task are counted over both colours", () => {
  const policies = made("aws_appautoscaling_policy").filter(({ address }) =>
    address.includes("_scaling_requests"),
  );

  expect(policies).toHaveLength(serviceNames.length);
  for (const { config } of policies) {
    const text = JSON.stringify(config);
    expect(text).toMatch(/-blue_.*-green_.*SUM\(\[FILL\(blue, 0\), FILL\(green, 0\)\]\)/);
  }
});

test("at sales more tasks stand ready, and none more than there may be", () => {
  const { sales, services, workers: sizes } = environments.prod;
  const [sale] = sales;
  const starts = made("aws_appautoscaling_scheduled_action").filter(({ address }) =>
    address.includes(`${sale.name}-starts`),
  );

  const least = starts.map(({ config }) => Number(Object(config.scalable_target_action).min_capacity));
  const wanted = [...Object.values(services), ...Object.values(sizes)];
  expect(least.sort()).toEqual(wanted.map((size) => Math.min(size.most, size.least * sale.times)).sort());
});

test.each(serviceNames)("the others find %s by its name", (name) => {
  const [registry] = made("aws_service_discovery_service").filter(({ config }) => config.name === name);

  expect(String(Object(called("aws_ecs_service", name).service_registries).registry_arn)).toContain(
    registry!.address,
  );
  expect(registry!.config.dns_config).toMatchObject({ dns_records: [{ type: "A", ttl: 5 }] });
});

test("whoever releases finds every task, and what looks at green", () => {
  const [parameter] = made("aws_ssm_parameter");
  const note = JSON.parse(String(parameter!.config.value));

  expect(Object.keys(note.services)).toEqual([...serviceNames]);
  const endingByThemselves = tasks.map(({ family }) => family).filter((name) => /-(?!worker)\w+$/.test(name));
  expect(Object.keys(note.oneOffs).sort()).toEqual(endingByThemselves.sort());
  expect(note.smokeTest).toBeTruthy();
  for (const { family, worker } of Object.values<{ family: string; worker: { family: string } }>(
    note.services,
  )) {
    const families = made("aws_ecs_task_definition").filter(
      (task) => refersTo(family, task) || refersTo(worker.family, task),
    );
    expect(families).toHaveLength(2);
  }
});

/** GiB of memory of each class that is in use. PostgreSQL on RDS takes a connection for each 9.5 MB, and keeps a few. */
const memory: Record<string, number> = { "db.t4g.small": 2, "db.t4g.medium": 4, "db.r7g.xlarge": 32 };

test.each(environmentNames)(
  "in %s PostgreSQL has room for all tasks, and for a release's beside them",
  (environment) => {
    const { database, services, workers: sizes } = environments[environment];
    const most = Math.floor((memory[database.instanceClass]! * 2 ** 30) / 9_531_392) - 20;

    const inDatabase = ["users", "catalog", "orders"] as const;
    const pools = inDatabase.reduce((sum, name) => sum + 2 * services[name].most + sizes[name].most, 0);

    expect(pools * (database.poolSize + 1)).toBeLessThan(most);
  },
);
