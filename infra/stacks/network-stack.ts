import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { ServiceDiscoveryPrivateDnsNamespace } from "@cdktf/provider-aws/lib/service-discovery-private-dns-namespace";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import type { Construct } from "constructs";
import { Endpoints } from "../constructs/endpoints";
import { LogGroup } from "../constructs/log-group";
import { SecurityGroups } from "../constructs/security-groups";
import { ServiceRole } from "../constructs/service-role";
import { Subnets } from "../constructs/subnets";
import { EnvironmentStack } from "../environment-stack";
import type { Environment } from "../environments";
import { namespaceOf } from "../names";
import { conversations, type Group, groups, type Outside } from "./conversations";
import type { KeyArns } from "./foundation-stack";

/** What the other stacks are told of the network. */
export interface Network {
  vpcId: string;
  subnets: { public: string[]; private: string[]; isolated: string[]; natGatewayIds: string[] };
  securityGroups: Readonly<Record<Group, string>>;
  /** The private zone in which the services find each other. */
  namespace: { id: string; arn: string };
}

/** VPC, subnets, ways in and out, and who may talk to whom. */
export class NetworkStack extends EnvironmentStack implements Network {
  readonly vpcId: string;
  readonly subnets: Subnets;
  readonly securityGroups: Readonly<Record<Group, string>>;
  readonly namespace: Network["namespace"];

  constructor(scope: Construct, environment: Environment, { keys }: { keys: KeyArns }) {
    super(scope, "network", environment);
    const vpc = new Vpc(this, "vpc", {
      cidrBlock: environment.cidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: { Name: this.nameOf("vpc") },
    });
    this.vpcId = vpc.id;
    // Without rules: what forgets to name its groups can talk to nobody.
    new DefaultSecurityGroup(this, "default-group", { vpcId: vpc.id });
    this.subnets = new Subnets(this, "subnets", { vpcId: vpc.id });
    const security = new SecurityGroups<Group, Outside>(this, "groups", { vpcId: vpc.id, groups });
    const endpoints = new Endpoints(this, "endpoints", {
      vpcId: vpc.id,
      routeTableIds: [...this.subnets.privateRouteTables, this.subnets.isolatedRouteTable],
      subnetIds: this.subnets.private,
      securityGroupId: security.ids.endpoints,
    });
    security.allow(conversations, {
      internet: { cidrs: ["0.0.0.0/0"] },
      nat: { cidrs: this.subnets.natAddresses.map((address) => `${address}/32`) },
      s3: { prefixList: endpoints.prefixLists.s3 },
      dynamodb: { prefixList: endpoints.prefixLists.dynamodb },
    });
    this.securityGroups = security.ids;
    const name = namespaceOf(environment);
    this.namespace = new ServiceDiscoveryPrivateDnsNamespace(this, "namespace", { name, vpc: vpc.id });
    this.#logFlows(keys.operations);
  }

  /** Who tried to talk to whom. */
  #logFlows(keyArn: string): void {
    const group = new LogGroup(this, "flow-logs", { name: "flow-logs", keyArn });
    const role = new ServiceRole(this, "flow-logs-role", {
      name: "flow-logs",
      service: "vpc-flow-logs.amazonaws.com",
      may: [
        {
          actions: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
          resources: [group.arn, `${group.arn}:*`],
        },
        { actions: ["logs:DescribeLogGroups"], resources: [this.arn("logs", "log-group:*")] },
      ],
    });
    new FlowLog(this, "flows", {
      vpcId: this.vpcId,
      trafficType: this.environment.flowLogs,
      logDestination: group.arn,
      iamRoleArn: role.arn,
      maxAggregationInterval: 600,
      tags: { Name: this.nameOf("flows") },
    });
  }
}
