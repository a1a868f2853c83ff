import { CloudwatchCompositeAlarm } from "@cdktf/provider-aws/lib/cloudwatch-composite-alarm";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import { type Telling, textOf } from "./alarm";

export interface CompositeAlarmProps extends Pick<Telling, "name" | "hurts" | "runbook"> {
  /** Rings while any of these does. Its mail names those that do. */
  anyOf: readonly { alarmName: string }[];
  /** Keeps still while this one rings, which tells the same more loudly. */
  unless?: { alarmName: string };
}

/** One alarm in place of many that ring together. */
export class CompositeAlarm extends Construct {
  /** As other resources refer to it. */
  readonly alarmName: string;

  constructor(scope: Construct, id: string, { name, anyOf, unless, ...told }: CompositeAlarmProps) {
    super(scope, id);
    const stack = EnvironmentStack.of(this);
    const actions = [stack.onCallTopicArn];
    this.alarmName = new CloudwatchCompositeAlarm(this, "alarm", {
      alarmName: stack.nameOf(name),
      alarmDescription: textOf(told),
      alarmRule: anyOf.map(({ alarmName }) => `ALARM("${alarmName}")`).join(" OR "),
      alarmActions: actions,
      okActions: actions,
      ...(unless && { actionsSuppressor: { alarm: unless.alarmName, ...suppression } }),
    }).alarmName;
  }
}

/** Seconds: how long it waits whether the louder one begins, and how long after it has ended. */
const suppression = { waitPeriod: 120, extensionPeriod: 300 };
