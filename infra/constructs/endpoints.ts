import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import { policyDocument, type Statement } from "./permissions";

/** What tasks ask of AWS without leaving the network. */
const interfaces = [
  "ecr.api",
  "ecr.dkr",
  "logs",
  "secretsmanager",
  "sqs",
  "sns",
  "kinesis-streams",
  "xray",
  "appconfigdata",
  // Not asked by tasks: by the agent that GuardDuty sets beside them.
  "guardduty-data",
] as const;

export interface EndpointsProps {
  vpcId: string;
  routeTableIds: string[];
  subnetIds: string[];
  securityGroupId: string;
}

/** Ways to AWS's services that never leave the network, and that nobody but this account can use. */
export class Endpoints extends Construct {
  /** The addresses of S3 and of DynamoDB, as a security group names them. */
  readonly prefixLists: { s3: string; dynamodb: string };

  constructor(scope: Construct, id: string, props: EndpointsProps) {
    super(scope, id);
    const { environment } = EnvironmentStack.of(this);
    const subnetIds = props.subnetIds.slice(0, environment.endpointZones);
    for (const service of interfaces) {
      new VpcEndpoint(this, service.replace(".", "-"), {
        ...this.#common(service, props.vpcId),
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        subnetIds,
        securityGroupIds: [props.securityGroupId],
        policy: this.#policy(service, []),
      });
    }
    this.prefixLists = {
      // ECR gives out the layers of its images from a bucket of AWS's, by addresses that it has signed.
      s3: this.#gateway("s3", props, [
        {
          actions: ["s3:GetObject"],
          resources: [`arn:aws:s3:::prod-${environment.region}-starport-layer-bucket/*`],
          principals: "anybody",
        },
      ]),
      dynamodb: this.#gateway("dynamodb", props, []),
    };
  }

  #gateway(service: string, { vpcId, routeTableIds }: EndpointsProps, statements: Statement[]): string {
    const endpoint = new VpcEndpoint(this, service, {
      ...this.#common(service, vpcId),
      vpcEndpointType: "Gateway",
      routeTableIds,
      policy: this.#policy(service, statements),
    });
    return endpoint.prefixListId;
  }

  #common(service: string, vpcId: string) {
    const stack = EnvironmentStack.of(this);
    return {
      vpcId,
      serviceName: `com.amazonaws.${stack.environment.region}.${service}`,
      tags: { Name: stack.nameOf(service) },
    };
  }

  #policy(service: string, statements: Statement[]): string {
    const { account } = EnvironmentStack.of(this).environment;
    return policyDocument(
      this,
      `${service.replace(".", "-")}-policy`,
      [
        {
          actions: ["*"],
          resources: ["*"],
          principals: "anybody",
          conditions: [["StringEquals", "aws:PrincipalAccount", account]],
        },
        ...statements,
      ],
      "An endpoint's policy takes away from what a role may do: this one keeps every other account's roles out.",
    );
  }
}
