import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { AssetType, TerraformAsset } from "cdktf";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import { bundleOf } from "./lambda-bundle";
import { LogGroup } from "./log-group";
import type { Statement } from "./permissions";
import { ServiceRole } from "./service-role";

export interface LambdaProps {
  /** Its name, behind the environment's. */
  name: string;
  description: string;
  /** The file that exports its `handler`, from the root of the repository. */
  source: string;
  timeoutSeconds: number;
  /** MiB; CPU comes with it, a core at 1769. */
  memory: number;
  variables: Record<string, string>;
  may: Statement[];
  logKeyArn: string;
  /** Left out by what needs nothing that is in the network. */
  placed?: { subnetIds: string[]; securityGroupId: string };
}

/** The newest that Terraform's provider knows; the shop's own Node 24 is not among them. */
const runtime = "nodejs22.x";

/** A lambda of one bundled file, on arm64, traced, in a role of its own. Each change of its code is a new version. */
export class Lambda extends Construct {
  readonly name: string;
  readonly arn: string;
  /** The newest. */
  readonly version: string;
  readonly timeoutSeconds: number;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: LambdaProps) {
    super(scope, id);
    this.name = EnvironmentStack.of(this).nameOf(props.name);
    this.timeoutSeconds = props.timeoutSeconds;
    this.logGroup = new LogGroup(this, "log", { path: `/aws/lambda/${this.name}`, keyArn: props.logKeyArn });
    const lambda = this.#function(props);
    this.arn = lambda.arn;
    this.version = lambda.version;
  }

  #function({
    description,
    source,
    timeoutSeconds,
    memory,
    variables,
    placed,
    ...props
  }: LambdaProps): LambdaFunction {
    const { folder, hash } = bundleOf(source);
    const code = new TerraformAsset(this, "code", { path: folder, type: AssetType.ARCHIVE, assetHash: hash });
    const role = this.#role(props.name, props.may, placed !== undefined);
    return new LambdaFunction(this, "function", {
      functionName: this.name,
      description,
      role: role.arn,
      runtime,
      architectures: ["arm64"],
      handler: "index.handler",
      filename: code.path,
      // Of what is in the archive, whose own bytes differ each time that it is made.
      sourceCodeHash: hash,
      publish: true,
      timeout: timeoutSeconds,
      memorySize: memory,
      environment: { variables: { ...variables, SERVICE_VERSION: hash.slice(0, 12) } },
      loggingConfig: { logFormat: "Text", logGroup: this.logGroup.name },
      tracingConfig: { mode: "Active" },
      ...(placed && {
        vpcConfig: { subnetIds: placed.subnetIds, securityGroupIds: [placed.securityGroupId] },
      }),
      // Else it could come before it may be in the network, and AWS would make a group of logs that is kept for ever.
      dependsOn: [...role.resources, this.logGroup.resource],
    });
  }

  #role(name: string, may: Statement[], isInNetwork: boolean): ServiceRole {
    return new ServiceRole(this, "role", {
      name,
      service: "lambda.amazonaws.com",
      // Lambda shows nothing of the account when it takes on the role of a function.
      onlyIf: [],
      may: [
        ...may,
        { actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [`${this.logGroup.arn}:*`] },
      ],
      managed: isInNetwork ? ["service-role/AWSLambdaENIManagementAccess"] : [],
    });
  }
}
