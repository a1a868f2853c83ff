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
  | "cache";

export interface AlarmProps {
  /** Its name, behind the environment's. */
  name: string;
  /** Who is hurt, and how: what whoever is woken reads first. */
  hurts: string;
  runbook: Runbook;
  namespace: string;
  metric: string;
  dimensions: Record<string, string>;
  statistic: "Sum" | "Average" | "Maximum" | "Minimum";
  /** Rings when the metric is above, or below, this. */
  threshold: { above: number } | { below: number };
  /** For how many minutes on end; a metric is looked at each minute up to 10, each five beyond. */
  forMinutes: number;
  /** What silence means: nothing happened, unless said otherwise. */
  silence?: "fine" | "alarming";
}

/** An alarm that wakes people, and tells them who is hurt and what to do. */
export class Alarm extends Construct {
  constructor(scope: Construct, id: string, props: AlarmProps) {
    super(scope, id);
    const stack = EnvironmentStack.of(this);
    const { hurts, runbook, threshold, forMinutes, silence = "fine" } = props;
    const period = forMinutes > 10 ? 300 : 60;
    const config: CloudwatchMetricAlarmConfig = {
      alarmName: stack.nameOf(props.name),
      alarmDescription: `${hurts} Runbook: docs/runbooks/${runbook}.md`,
      namespace: props.namespace,
      metricName: props.metric,
      dimensions: props.dimensions,
      statistic: props.statistic,
      period,
      evaluationPeriods: Math.ceil((forMinutes * 60) / period),
      comparisonOperator: "above" in threshold ? "GreaterThanThreshold" : "LessThanThreshold",
      threshold: "above" in threshold ? threshold.above : threshold.below,
      treatMissingData: silence === "fine" ? "notBreaching" : "breaching",
      alarmActions: [stack.onCallTopicArn],
      okActions: [stack.onCallTopicArn],
    };
    new CloudwatchMetricAlarm(this, "alarm", config);
  }
}
