import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import { type AlarmProps, periodOf, type Telling, telling } from "./alarm";

/** One metric of those that are reckoned with. `p99` is a percentile. */
export type Measured = Pick<AlarmProps, "namespace" | "metric" | "dimensions"> & {
  statistic: AlarmProps["statistic"] | "p99";
};

export interface MathAlarmProps extends Telling {
  /** Metric math over the ids of `metrics`: `100 * errors / requests`. It looks at no more than ten of them. */
  expression: string;
  metrics: Record<string, Measured>;
}

/** An alarm of what has to be reckoned from several metrics. */
export class MathAlarm extends Construct {
  /** As other resources refer to it. */
  readonly alarmName: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: MathAlarmProps) {
    super(scope, id);
    const { expression, metrics } = props;
    if (Object.keys(metrics).length > 10)
      throw new Error(`${props.name} reckons with more than ten metrics.`);
    const alarm = new CloudwatchMetricAlarm(this, "alarm", {
      ...telling(EnvironmentStack.of(this), props),
      metricQuery: [
        { id: "reckoned", expression, label: props.name, returnData: true },
        ...Object.entries(metrics).map(([name, { namespace, metric, dimensions, statistic }]) => ({
          id: name,
          metric: { namespace, metricName: metric, dimensions, stat: statistic, period: periodOf(props) },
        })),
      ],
    });
    this.alarmName = alarm.alarmName;
    this.arn = alarm.arn;
  }
}
