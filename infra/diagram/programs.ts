import { serviceNames } from "../../packages/contracts/src/route-table";
import type { Inventory, Thing } from "./inventory";

/** Something that runs: a column of the drawing. */
export interface Program {
  name: string;
  /** What stands above it and its like: a service's name, or its own. */
  group: string;
  /** `service`, `worker`, `lambda`, `tasks` */
  kind: string;
  /** What it is allowed to do, by these. */
  roles: Thing[];
  /** What it may talk to, by these. */
  securityGroups: Thing[];
  /** Names of what is in it, where that is more than one. */
  holds: string[];
}

/** All that runs: services with their workers, lambdas, and as one the tasks that end by themselves. */
export function programsOf(inventory: Inventory): Program[] {
  const services = inventory.ofType("aws_ecs_service").map((service) => serviceProgram(inventory, service));
  const order = (group: string) => (serviceNames as readonly string[]).indexOf(group);
  services.sort((one, other) => order(one.group) - order(other.group) || one.kind.localeCompare(other.kind));
  const lambdas = inventory.ofType("aws_lambda_function").map((lambda) => lambdaProgram(inventory, lambda));
  const run = new Set(services.map(({ name }) => name));
  const others = inventory.ofType("aws_ecs_task_definition").filter(({ name }) => !run.has(name));
  return [...services, ...lambdas, ...(others.length > 0 ? [oneOffs(inventory, others)] : [])];
}

const existing = <Value>(values: readonly (Value | undefined)[]): Value[] =>
  values.filter((value) => value !== undefined);

const list = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

function serviceProgram(inventory: Inventory, { stack, name, config }: Thing): Program {
  const task = inventory.referred(stack, config.task_definition);
  const isWorker = name.endsWith("-worker");
  const groups = list(Object(config.network_configuration).security_groups);
  return {
    name,
    group: name.replace(/-worker$/, ""),
    kind: isWorker ? "worker" : "service",
    roles: existing([task && inventory.referred(task.stack, task.config.task_role_arn)]),
    securityGroups: existing(groups.map((group) => inventory.referred(stack, group))),
    holds: [],
  };
}

function lambdaProgram(inventory: Inventory, { stack, name, config }: Thing): Program {
  const groups = list(Object(config.vpc_config).security_group_ids);
  return {
    name,
    group: name,
    kind: "lambda",
    roles: existing([inventory.referred(stack, config.role)]),
    securityGroups: existing(groups.map((group) => inventory.referred(stack, group))),
    holds: [],
  };
}

function oneOffs(inventory: Inventory, tasks: readonly Thing[]): Program {
  return {
    name: "one-off tasks",
    group: "one-off tasks",
    kind: "tasks",
    roles: existing(tasks.map(({ stack, config }) => inventory.referred(stack, config.task_role_arn))),
    securityGroups: inventory.ofType("aws_security_group").filter(({ name }) => name === "database-tasks"),
    holds: tasks.map(({ name }) => name).sort(),
  };
}
