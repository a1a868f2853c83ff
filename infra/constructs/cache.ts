import { ElasticacheParameterGroup } from "@cdktf/provider-aws/lib/elasticache-parameter-group";
import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { ElasticacheSubnetGroup } from "@cdktf/provider-aws/lib/elasticache-subnet-group";
import { ElasticacheUser } from "@cdktf/provider-aws/lib/elasticache-user";
import { ElasticacheUserGroup } from "@cdktf/provider-aws/lib/elasticache-user-group";
import { Construct } from "constructs";
import { type ServiceName, serviceNames } from "../../packages/contracts/src/route-table";
import { EnvironmentStack } from "../environment-stack";
import { Alarm } from "./alarm";

export interface CacheProps {
  subnetIds: string[];
  securityGroupId: string;
  keyArn: string;
}

/** What a service counts and keeps begins so: its limits, and its answers. */
const keysOf = (service: ServiceName) => `~limit:${service}:* ~${service}:*`;

/**
 * Valkey: encrypted, by TLS only, and with sign-in by IAM tokens, so that there is no password. Each service has a user
 * of its name, who sees its own keys. What lies there can be lost: services then count and keep in their own memory.
 */
export class Cache extends Construct {
  readonly address: string;
  readonly arn: string;
  readonly userArns: Record<ServiceName, string>;

  constructor(scope: Construct, id: string, { subnetIds, securityGroupId, keyArn }: CacheProps) {
    super(scope, id);
    const stack = EnvironmentStack.of(this);
    const { nodeType, nodes } = stack.environment.cache;
    const name = stack.nameOf("cache");
    const users = serviceNames.map((service) => ({ service, user: this.#user(service) }));
    const group = new ElasticacheUserGroup(this, "users", {
      engine: "valkey",
      userGroupId: name,
      userIds: users.map(({ user }) => user.userId),
    });
    const valkey = new ElasticacheReplicationGroup(this, "valkey", {
      replicationGroupId: name,
      description: "What the tasks of a service count and keep together",
      engine: "valkey",
      engineVersion: "8.0",
      nodeType,
      numCacheClusters: nodes,
      automaticFailoverEnabled: nodes > 1,
      multiAzEnabled: nodes > 1,
      atRestEncryptionEnabled: "true",
      kmsKeyId: keyArn,
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      userGroupIds: [group.id],
      parameterGroupName: this.#parameterGroup().name,
      subnetGroupName: new ElasticacheSubnetGroup(this, "subnets", { name, subnetIds }).name,
      securityGroupIds: [securityGroupId],
      maintenanceWindow: "sun:04:30-sun:05:30",
      autoMinorVersionUpgrade: "true",
    });
    new Alarm(this, "memory", {
      ...{ name: "cache-memory", runbook: "cache", namespace: "AWS/ElastiCache" },
      ...{ metric: "DatabaseMemoryUsagePercentage", statistic: "Maximum", threshold: { above: 90 } },
      hurts: "Valkey is nearly full: customers' limits may be forgotten, and pages come slower.",
      dimensions: { CacheClusterId: `${name}-001` },
      forMinutes: 10,
    });
    this.address = valkey.primaryEndpointAddress;
    this.arn = valkey.arn;
    this.userArns = Object.fromEntries(users.map(({ service, user }) => [service, user.arn])) as Record<
      ServiceName,
      string
    >;
  }

  #user(service: ServiceName): ElasticacheUser {
    const userName = EnvironmentStack.of(this).nameOf(service);
    return new ElasticacheUser(this, `user-${service}`, {
      engine: "valkey",
      // With IAM the two must be the same.
      ...{ userId: userName, userName },
      accessString: `on ${keysOf(service)} -@all +@read +@write +@connection +@scripting -@dangerous`,
      authenticationMode: { type: "iam" },
    });
  }

  /** When it is full, what was not asked for the longest goes first. */
  #parameterGroup(): ElasticacheParameterGroup {
    return new ElasticacheParameterGroup(this, "parameters", {
      name: EnvironmentStack.of(this).nameOf("valkey8"),
      family: "valkey8",
      parameter: [{ name: "maxmemory-policy", value: "allkeys-lru" }],
    });
  }
}
