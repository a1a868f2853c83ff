import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import { Alarm, type Telling } from "./alarm";

export interface LoggedAlarmProps extends Omit<Telling, "threshold" | "forMinutes" | "pointMinutes"> {
  /** Which lines of which groups count, as CloudWatch filters them: `{ $.level = "error" }`. */
  lines: readonly { logGroup: string; pattern: string }[];
  /** Rings when more than so many lines are written within five minutes. */
  above: number;
}

/** Where what is counted in logs goes to. */
const namespace = "ShopEasy";

/** Counts lines of logs, and wakes people when there are too many. */
export class LoggedAlarm extends Construct {
  constructor(scope: Construct, id: string, props: LoggedAlarmProps) {
    super(scope, id);
    const { lines, above, ...told } = props;
    const name = EnvironmentStack.of(this).nameOf(told.name);
    for (const [index, { logGroup, pattern }] of lines.entries()) {
      new CloudwatchLogMetricFilter(this, `lines-${index}`, {
        ...{ name, pattern, logGroupName: logGroup },
        metricTransformation: { namespace, name: told.name, value: "1" },
      });
    }
    new Alarm(this, "alarm", {
      ...told,
      ...{ namespace, metric: told.name, dimensions: {}, statistic: "Sum" },
      ...{ threshold: { above }, forMinutes: 5, pointMinutes: 5 },
    });
  }
}
