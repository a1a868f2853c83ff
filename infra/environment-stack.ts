import { AwsProvider, type AwsProviderConfig } from "@cdktf/provider-aws/lib/provider";
import { S3Backend, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "./environments";
import { nameOf, stateBucketOf } from "./names";

/**
 * A stack of one environment: its provider with the tags that everything carries, and its state in S3. What one stack
 * gives to another goes by properties: cdktf makes an output of each that is used, and reads it from the other's state.
 */
export abstract class EnvironmentStack extends TerraformStack {
  constructor(
    scope: Construct,
    readonly stackName: string,
    readonly environment: Environment,
    /** The topic that wakes people, which all but the stack that makes it are handed. */
    private readonly onCall?: string,
  ) {
    super(scope, `${environment.name}-${stackName}`);
    const { region } = environment;
    new AwsProvider(this, "aws", this.#providerOf(region));
    new S3Backend(this, {
      bucket: stateBucketOf(environment),
      key: `${environment.name}/${stackName}.tfstate`,
      region,
      // Not `encrypt`: Terraform would ask for S3's own key in place of the bucket's, which is the shop's.
    });
    // Not known to cdktf, which is older.
    this.addOverride("terraform.backend.s3.use_lockfile", true);
    this.addOverride("terraform.required_version", ">= 1.11.0, < 2.0.0");
  }

  /** The stack that a construct is in. */
  static override of(construct: Construct): EnvironmentStack {
    const stack = TerraformStack.of(construct);
    if (!(stack instanceof EnvironmentStack)) {
      throw new Error(`${construct.node.path} must be in an EnvironmentStack, which knows its environment.`);
    }
    return stack;
  }

  /** For what has to be elsewhere than the environment: a resource that is handed it is made in that region. */
  providerIn(region: string): AwsProvider {
    const id = `aws-${region}`;
    const made = this.node.tryFindChild(id) as AwsProvider | undefined;
    return made ?? new AwsProvider(this, id, { ...this.#providerOf(region), alias: region });
  }

  #providerOf(region: string): AwsProviderConfig {
    const { account, name } = this.environment;
    const tags = { Project: "shopeasy", Environment: name, Stack: this.stackName, ManagedBy: "cdktf" };
    return { region, allowedAccountIds: [account], defaultTags: [{ tags }] };
  }

  /** `shopeasy-prod-<thing>` */
  nameOf(thing: string): string {
    return nameOf(this.environment, thing);
  }

  /** An ARN of this account and region: `arn("logs", "log-group:shopeasy-prod-flow")`. */
  arn(service: string, resource: string): string {
    const { region, account } = this.environment;
    return `arn:aws:${service}:${region}:${account}:${resource}`;
  }

  get onCallTopicArn(): string {
    if (!this.onCall) throw new Error(`The stack ${this.stackName} has alarms: hand it the on-call topic.`);
    return this.onCall;
  }
}
