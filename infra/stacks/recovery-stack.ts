import type { Construct } from "constructs";
import { Alarm } from "../constructs/alarm";
import { BackupVault } from "../constructs/backup-vault";
import { Backups } from "../constructs/backups";
import { EventNotice } from "../constructs/event-notice";
import { RestoreTests } from "../constructs/restore-tests";
import { ServiceRole } from "../constructs/service-role";
import { EnvironmentStack } from "../environment-stack";
import type { Environment } from "../environments";
import type { Data } from "./data-stack";
import type { Foundation } from "./foundation-stack";

/** What others can't make anew: not what is on its way in, nor the logs. */
const buckets = ["images", "event-archive", "storefront"] as const;

const hurts = "What customers ordered and what the shop sells could be lost with a region, or with a mistake";

/** Backups in two regions, that they can be restored, and that somebody knows when they fail. */
export class RecoveryStack extends EnvironmentStack {
  constructor(
    scope: Construct,
    environment: Environment,
    { foundation, data }: { foundation: Foundation; data: Data },
  ) {
    super(scope, "recovery", environment, foundation.onCallTopic);
    const vault = new BackupVault(this, "vault");
    const copiesTo = new BackupVault(this, "copies", this.providerIn(environment.recoveryRegion));
    const postgres = this.nameOf("postgres");
    const arns = {
      postgres: [this.arn("rds", `db:${postgres}`)],
      tables: Object.values(data.tables).map(({ arn }) => arn),
      buckets: buckets.map((name) => data.buckets[name].arn),
    };
    const roleArn = this.#role();
    new Backups(this, "backups", { vault, copiesTo, resourceArns: arns, roleArn });
    new RestoreTests(this, "restores", {
      ...{ vaultArn: vault.arn, roleArn },
      tested: {
        // The account has no network of its own making that it could guess.
        RDS: { arns: arns.postgres, overrides: { dbSubnetGroupName: postgres } },
        DynamoDB: { arns: arns.tables },
        S3: { arns: [data.buckets.images.arn] },
      },
    });
    this.#watch(vault.name);
  }

  #role(): string {
    return new ServiceRole(this, "role", {
      name: "backups",
      service: "backup.amazonaws.com",
      // AWS Backup shows nothing of the account when it takes on a role.
      onlyIf: [],
      may: [],
      managed: [
        "service-role/AWSBackupServiceRolePolicyForBackup",
        "service-role/AWSBackupServiceRolePolicyForRestores",
        "AWSBackupServiceRolePolicyForS3Backup",
        "AWSBackupServiceRolePolicyForS3Restore",
      ],
    }).arn;
  }

  #watch(vaultName: string): void {
    new EventNotice(this, "failed", {
      name: "backup-failed",
      pattern: {
        source: ["aws.backup"],
        "detail-type": ["Backup Job State Change", "Copy Job State Change", "Restore Job State Change"],
        detail: { $or: failedStates },
      },
      says: `${hurts}: <what> did not succeed, of <resources>.`,
      words: { what: "$.detail-type", resources: "$.resources" },
      runbook: "backups",
    });
    new Alarm(this, "none", {
      ...{ name: "backups-none", runbook: "backups", namespace: "AWS/Backup" },
      ...{ metric: "NumberOfBackupJobsCompleted", statistic: "Sum", silence: "alarming" },
      hurts: `${hurts}: for a day no backup was made.`,
      dimensions: { BackupVaultName: vaultName },
      ...{ threshold: { below: 1 }, forMinutes: 24 * 60, pointMinutes: 60 },
    });
  }
}

/** Backups and copies have a state, restores a status. */
const failedStates = ["state", "status"].map((name) => ({ [name]: ["FAILED", "ABORTED", "EXPIRED"] }));
