import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";

/** `name` goes behind the environment's; `path` is as it is, where AWS says what it is called. */
export type LogGroupProps = { keyArn: string } & ({ name: string } | { path: string });

/** A group of logs: encrypted, and kept for as long as the environment keeps any. */
export class LogGroup extends Construct {
  readonly resource: CloudwatchLogGroup;
  readonly arn: string;
  /** A reference: what names it comes after it. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    const stack = EnvironmentStack.of(this);
    this.resource = new CloudwatchLogGroup(this, "group", {
      name: "path" in props ? props.path : stack.nameOf(props.name),
      kmsKeyId: props.keyArn,
      retentionInDays: stack.environment.logRetentionDays,
    });
    this.name = this.resource.name;
    this.arn = this.resource.arn;
  }
}
