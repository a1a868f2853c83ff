import { CloudwatchCompositeAlarm } from "@cdktf/provider-aws/lib/cloudwatch-composite-alarm";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import { type Telling, textOf } from "./alarm";

export interface CompositeAlarmProps extends Pick<Telling, "name" | "hurts" | "runbook"> {
  /** Rings while any of these does. Its mail names those that do. */
  anyOf?: readonly Ringing[];
  /** Rings while all of any of these do. */
  anyOfAll?: readonly (readonly Ringing[])[];
  /** Keeps still while this one rings, which tells the same more loudly. */
  unless?: Ringing;
  /** Whom it tells, where it is not to wake people. */
  topicArn?: string;
}

interface Ringing {
  alarmName: string;
}

/** One alarm in place of many that ring together. */
export class CompositeAlarm extends Construct {
  /** As other resources refer to it. */
  readonly alarmName: string;

  constructor(scope: Construct, id: string, props: CompositeAlarmProps) {
    super(scope, id);
    const { name, anyOf = [], anyOfAll = [], unless, topicArn, ...told } = props;
    const stack = EnvironmentStack.of(this);
    const actions = [topicArn ?? stack.onCallTopicArn];
    const rules = [...anyOf.map((one) => [one]), ...anyOfAll].map((all) => ruleOf(all));
    this.alarmName = new CloudwatchCompositeAlarm(this, "alarm", {
      alarmName: stack.nameOf(name),
      alarmDescription: textOf(told),
      alarmRule: rules.join(" OR "),
      alarmActions: actions,
      okActions: actions,
      ...(unless && { actionsSuppressor: { alarm: unless.alarmName, ...suppression } }),
    }).alarmName;
  }
}

function ruleOf(all: readonly Ringing[]): string {
  const rule = all.map(({ alarmName }) => `ALARM("${alarmName}")`).join(" AND ");
  return all.length > 1 ? `(${rule})` : rule;
}

/** Seconds: how long it waits whether the louder one begins, and how long after it has ended. */
const suppression = { waitPeriod: 120, extensionPeriod: 300 };
