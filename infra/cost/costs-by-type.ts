import type { Resource } from "../policies/resources";
import { type PriceName, priceNamed } from "./prices";

/** So much of something, in a month. */
export interface Item {
  /** What the table calls it. */
  part: string;
  price: PriceName;
  amount: number;
}

type Config = Readonly<Record<string, unknown>>;
/** What a resource costs for being there; `around` are those of the same stack. */
type Costs = (config: Config, around: readonly Resource[]) => Item[];

const hours = 730;

const number = (value: unknown) => Number(value ?? 0);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const once =
  (part: string, price: PriceName, amount = 1): Costs =>
  () => [{ part, price, amount }];

/** The resource that an attribute refers to: `${aws_ecs_task_definition.cart_1A2B.arn}`. */
const referred = (value: unknown, around: readonly Resource[]): Config =>
  around.find(({ address }) => String(value).includes(`\${${address}.`))?.config ?? {};

const database: Costs = (config, around) => {
  const copies = config.multi_az === true ? 2 : 1;
  // A replica has the storage of what it copies.
  const stored = config.allocated_storage ?? referred(config.replicate_source_db, around).allocated_storage;
  const part = config.replicate_source_db ? "PostgreSQL's replica" : "PostgreSQL";
  return [
    { part, price: priceNamed(String(config.instance_class)), amount: copies * hours },
    { part: "PostgreSQL's storage", price: "databaseGigabyte", amount: copies * number(stored) },
  ];
};

const tasks: Costs = (config, around) => {
  const { cpu, memory } = referred(config.task_definition, around);
  const count = number(config.desired_count);
  const isSpot = JSON.stringify(config.capacity_provider_strategy ?? "").includes("FARGATE_SPOT");
  const part = String(config.name).endsWith("-worker") ? "Workers' tasks" : "Services' tasks";
  return [
    { part, price: isSpot ? "spotTaskCpu" : "taskCpu", amount: (count * hours * number(cpu)) / 1024 },
    {
      part,
      price: isSpot ? "spotTaskMemory" : "taskMemory",
      amount: (count * hours * number(memory)) / 1024,
    },
    { part: "Container Insights", price: "taskMetric", amount: 60 + 30 * count },
    { part: "GuardDuty", price: "threatCpu", amount: (count * number(cpu)) / 1024 },
  ];
};

/** One alarm may look at several metrics, and reckon with them. */
const alarm: Costs = (config) => {
  const looked = list(config.metric_query).filter((query) => Object(query).metric).length;
  return [{ part: "Alarms", price: "alarmMetric", amount: Math.max(1, looked) }];
};

/** Each policy makes itself an alarm to grow by and one to shrink by. */
const scaling: Costs = (config) => {
  const custom = JSON.stringify(config).match(/"metric_stat":/g)?.length ?? 1;
  return [{ part: "Alarms", price: "alarmMetric", amount: 2 * custom }];
};

const canary: Costs = (config) => {
  const every = /rate\((\d+) minutes?\)/.exec(String(Object(config.schedule).expression))?.[1];
  if (!every) throw new Error("The canary's schedule is not one in minutes: teach infra/cost to read it.");
  return [{ part: "Canary", price: "canaryRun", amount: (hours * 60) / Number(every) }];
};

/** Each of these costs something for being there. */
export const costsByType: Readonly<Record<string, Costs>> = {
  aws_nat_gateway: once("NAT gateways", "natGateway", hours),
  aws_eip: once("Public addresses", "publicAddress", hours),
  aws_vpc_endpoint: ({ vpc_endpoint_type: type, subnet_ids: zones }) =>
    type === "Interface"
      ? [{ part: "Endpoints", price: "interfaceEndpoint", amount: list(zones).length * hours }]
      : [],
  aws_service_discovery_private_dns_namespace: once("DNS zones", "zone"),
  aws_db_instance: database,
  aws_elasticache_replication_group: ({ node_type: type, num_cache_clusters: nodes }) => [
    { part: "Valkey", price: priceNamed(String(type)), amount: number(nodes) * hours },
  ],
  aws_ecs_service: tasks,
  aws_lb: ({ subnets }) => [
    { part: "Load balancer", price: "loadBalancer", amount: hours },
    { part: "Public addresses", price: "publicAddress", amount: list(subnets).length * hours },
  ],
  aws_wafv2_web_acl: ({ rule }) => [
    { part: "Firewall", price: "firewall", amount: 1 },
    { part: "Firewall", price: "firewallRule", amount: list(rule).length },
  ],
  aws_kinesis_stream: ({ shard_count: shards, retention_period: kept }) => [
    { part: "Stream", price: "streamShard", amount: number(shards) * hours },
    { part: "Stream", price: "streamShardKept", amount: number(kept) > 24 ? number(shards) * hours : 0 },
  ],
  aws_kms_key: once("Keys", "key"),
  aws_secretsmanager_secret: once("Secrets", "secret"),
  aws_cloudwatch_metric_alarm: alarm,
  aws_appautoscaling_policy: scaling,
  aws_cloudwatch_composite_alarm: once("Alarms", "compositeAlarm"),
  aws_cloudwatch_log_metric_filter: once("Metrics of logs", "metric"),
  aws_cloudwatch_dashboard: once("Dashboards", "dashboard"),
  aws_synthetics_canary: canary,
  aws_budgets_budget: once("Budgets", "budget"),
  aws_config_config_rule: once("Config", "configCheck", 600),
  aws_securityhub_standards_subscription: once("Security Hub", "hubChecks", 5_000),
};
