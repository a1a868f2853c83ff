import { DbInstance, type DbInstanceConfig } from "@cdktf/provider-aws/lib/db-instance";
import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import { DatabaseAlarms } from "./database-alarms";
import { except } from "./exception";
import { LogGroup } from "./log-group";
import { MasterPassword } from "./master-password";
import { isProtected, protect } from "./protection";
import { ServiceRole } from "./service-role";

export interface DatabaseProps {
  subnetIds: string[];
  securityGroupId: string;
  keyArn: string;
  logKeyArn: string;
}

/** One more than before makes a new password, and hands it to the database. */
const passwordVersion = 1;

/** The master, who makes a database and a role for each service and is then let be. */
export const masterName = "shopeasy_master";

/** PostgreSQL's own settings, each with what it is for. */
const parameters = {
  /** Nobody gets in without TLS. */
  "rds.force_ssl": "1",
  /** What takes longer is logged, in milliseconds, without the values in it: they are people's data. */
  log_min_duration_statement: "500",
  log_parameter_max_length: "0",
  log_parameter_max_length_on_error: "0",
  /** A transaction that its client forgot holds locks, and keeps old rows alive. */
  idle_in_transaction_session_timeout: "60000",
  log_lock_waits: "1",
};

/**
 * PostgreSQL 17 on RDS: in two zones and with a replica where the environment says so, encrypted, by TLS only, with
 * sign-in by IAM tokens, backups that go back to any second, and its alarms.
 */
export class Database extends Construct {
  readonly address: string;
  /** Where there is a replica. */
  readonly replicaAddress: string | undefined;
  readonly resourceId: string;
  readonly replicaResourceId: string | undefined;
  readonly masterSecretArn: string;

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    const stack = EnvironmentStack.of(this);
    const { database: size } = stack.environment;
    const name = stack.nameOf("postgres");
    const password = new MasterPassword(this, "master", {
      ...{ name: "postgres-master", keyArn: props.keyArn, version: passwordVersion },
    });
    const settings = this.#settings(props);
    const primary = new DbInstance(this, "primary", {
      ...settings,
      identifier: name,
      dbSubnetGroupName: new DbSubnetGroup(this, "subnets", { name, subnetIds: props.subnetIds }).name,
      engine: "postgres",
      engineVersion: "17",
      kmsKeyId: props.keyArn,
      allocatedStorage: size.storageGb,
      storageType: "gp3",
      multiAz: size.multiAz,
      username: masterName,
      passwordWo: password.value,
      passwordWoVersion: passwordVersion,
      backupRetentionPeriod: size.backupDays,
      backupWindow: "02:00-03:00",
      deleteAutomatedBackups: !isProtected(stack),
      finalSnapshotIdentifier: `${name}-final`,
      skipFinalSnapshot: !isProtected(stack),
      dependsOn: this.#logGroups("log", name, props.logKeyArn),
    });
    protect(primary);
    new DatabaseAlarms(this, "alarms", { identifier: name, isReplica: false });
    const replica =
      size.replicas > 0 ? this.#replica(primary, { settings, logKeyArn: props.logKeyArn }) : undefined;
    this.address = primary.address;
    this.resourceId = primary.resourceId;
    this.replicaAddress = replica?.address;
    this.replicaResourceId = replica?.resourceId;
    this.masterSecretArn = password.secretArn;
  }

  /** What the primary and its replica have in common. */
  #settings({ keyArn, securityGroupId }: DatabaseProps): DbInstanceConfig {
    const stack = EnvironmentStack.of(this);
    const { database: size } = stack.environment;
    return {
      instanceClass: size.instanceClass,
      maxAllocatedStorage: size.mostStorageGb,
      storageEncrypted: true,
      publiclyAccessible: false,
      vpcSecurityGroupIds: [securityGroupId],
      parameterGroupName: this.#parameterGroup().name,
      iamDatabaseAuthenticationEnabled: true,
      caCertIdentifier: "rds-ca-rsa2048-g1",
      autoMinorVersionUpgrade: true,
      maintenanceWindow: "sun:03:30-sun:04:30",
      deletionProtection: isProtected(stack),
      copyTagsToSnapshot: true,
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: keyArn,
      performanceInsightsRetentionPeriod: 7,
      monitoringInterval: 60,
      monitoringRoleArn: this.#monitoringRole(),
      enabledCloudwatchLogsExports: ["postgresql", "upgrade"],
    };
  }

  #parameterGroup(): DbParameterGroup {
    return new DbParameterGroup(this, "parameters", {
      name: EnvironmentStack.of(this).nameOf("postgres17"),
      family: "postgres17",
      parameter: Object.entries(parameters).map(([name, value]) => ({ name, value })),
      lifecycle: { createBeforeDestroy: true },
    });
  }

  /** RDS would make them itself, unencrypted and kept for ever. */
  #logGroups(id: string, identifier: string, keyArn: string) {
    return ["postgresql", "upgrade"].map(
      (log) =>
        new LogGroup(this, `${id}-${log}`, { path: `/aws/rds/instance/${identifier}/${log}`, keyArn })
          .resource,
    );
  }

  #monitoringRole(): string {
    return new ServiceRole(this, "monitoring", {
      ...{ name: "postgres-monitoring", service: "monitoring.rds.amazonaws.com", may: [] },
      managed: ["service-role/AmazonRDSEnhancedMonitoringRole"],
    }).arn;
  }

  #replica(
    primary: DbInstance,
    { settings, logKeyArn }: { settings: DbInstanceConfig; logKeyArn: string },
  ): DbInstance {
    const identifier = EnvironmentStack.of(this).nameOf("postgres-replica");
    const replica = new DbInstance(this, "replica", {
      ...settings,
      identifier,
      replicateSourceDb: primary.identifier,
      backupRetentionPeriod: 0,
      skipFinalSnapshot: true,
      dependsOn: this.#logGroups("replica-log", identifier, logKeyArn),
    });
    except(
      replica,
      "encrypted",
      "It lies under its primary's key: in one region, RDS refuses to be told of it.",
    );
    protect(replica);
    new DatabaseAlarms(this, "replica-alarms", { identifier, isReplica: true });
    return replica;
  }
}
