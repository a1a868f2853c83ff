import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";

/** The pages in `docs/runbooks/` that alarms lead to. */
export type Runbook =
  | "dead-letters"
  | "queue-behind"
  | "events-undelivered"
  | "event-archive"
  | "inventory-stream"
  | "mail-reputation"
  | "database"
  | "cache"
  | "release"
  | "shop-unreachable"
  | "service-errors"
  | "tasks"
  | "tasks-strained"
  | "tables"
  | "lambdas"
  | "refunds"
  | "disputes"
  | "unfinished-checkouts"
  | "payment-gateway"
  | "erased-unsent"
  | "internal-calls"
  | "outbox"
  | "webhooks"
  | "attack"
  | "errors-logged"
  | "certificates"
  | "way-out"
  | "cloudfront"
  | "partners"
  | "canary"
  | "account-security"
  | "backups"
  | "slo-availability"
  | "slo-latency";

/** What every alarm has, whatever it looks at. */
export interface Telling {
  /** Its name, behind the environment's. */
  name: string;
  /** Who is hurt, and how: what whoever is woken reads first. */
  hurts: string;
  runbook: Runbook;
  /** Rings when the metric is above, or below, this. */
  threshold: { above: number } | { below: number };
  /** For how many minutes on end; a metric is looked at each minute up to 10, each five beyond. */
  forMinutes: number;
  /** Of how many minutes one point is, where that is to be otherwise. */
  pointMinutes?: number;
  /** What silence means: nothing happened, unless said otherwise. */
  silence?: "fine" | "alarming";
  /** It rings by a composite alarm, which names it, and not by itself. */
  isPart?: boolean;
  /** The topic that it wakes people by, where it can't be the environment's: both are in one region. */
  topicArn?: string;
}

export interface AlarmProps extends Telling {
  namespace: string;
  metric: string;
  dimensions: Record<string, string>;
  statistic: "Sum" | "Average" | "Maximum" | "Minimum";
}

/** An alarm that wakes people, and tells them who is hurt and what to do. */
export class Alarm extends Construct {
  /** As other resources refer to it. */
  readonly alarmName: string;

  constructor(scope: Construct, id: string, props: AlarmProps) {
    super(scope, id);
    this.alarmName = new CloudwatchMetricAlarm(this, "alarm", {
      ...telling(EnvironmentStack.of(this), props),
      namespace: props.namespace,
      metricName: props.metric,
      dimensions: props.dimensions,
      statistic: props.statistic,
      period: periodOf(props),
    }).alarmName;
  }
}

/** Of how many seconds each point is, of those that an alarm looks at. */
export const periodOf = ({
  forMinutes,
  pointMinutes,
}: Pick<Telling, "forMinutes" | "pointMinutes">): number => 60 * (pointMinutes ?? (forMinutes > 10 ? 5 : 1));

/** What tells people, as CloudWatch takes it. */
export function telling(stack: EnvironmentStack, props: Telling) {
  const { threshold, silence = "fine", isPart = false, topicArn } = props;
  const actions = isPart ? [] : [topicArn ?? stack.onCallTopicArn];
  return {
    alarmName: stack.nameOf(props.name),
    alarmDescription: textOf(props),
    evaluationPeriods: Math.ceil((props.forMinutes * 60) / periodOf(props)),
    comparisonOperator: "above" in threshold ? "GreaterThanThreshold" : "LessThanThreshold",
    threshold: "above" in threshold ? threshold.above : threshold.below,
    treatMissingData: silence === "fine" ? "notBreaching" : "breaching",
    alarmActions: actions,
    okActions: actions,
  } satisfies CloudwatchMetricAlarmConfig;
}

/** Who is hurt, and where it says what to do. */
export const textOf = ({ hurts, runbook }: Pick<Telling, "hurts" | "runbook">): string =>
  `${hurts} Runbook: docs/runbooks/${runbook}.md`;
