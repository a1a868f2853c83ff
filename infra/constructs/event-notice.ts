import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import type { Runbook } from "./alarm";

export interface EventNoticeProps {
  /** Its name, behind the environment's. */
  name: string;
  /** Which events, as EventBridge matches them. */
  pattern: Readonly<Record<string, unknown>>;
  /** What whoever is woken reads first; `<word>` stands for what `words` finds in the event. */
  says: string;
  /** `{ title: "$.detail.title" }` */
  words: Readonly<Record<string, string>>;
  runbook: Runbook;
}

/** Wakes people by an event of AWS's own, of which there is no metric. */
export class EventNotice extends Construct {
  constructor(scope: Construct, id: string, { name, pattern, says, words, runbook }: EventNoticeProps) {
    super(scope, id);
    const stack = EnvironmentStack.of(this);
    const rule = new CloudwatchEventRule(this, "rule", {
      name: stack.nameOf(name),
      description: says,
      eventPattern: JSON.stringify(pattern),
    });
    new CloudwatchEventTarget(this, "on-call", {
      rule: rule.name,
      arn: stack.onCallTopicArn,
      inputTransformer: {
        inputPaths: { ...words },
        inputTemplate: JSON.stringify(`${says} Runbook: docs/runbooks/${runbook}.md`),
      },
    });
  }
}
