import { BackupPlan } from "@cdktf/provider-aws/lib/backup-plan";
import { BackupRegionSettings } from "@cdktf/provider-aws/lib/backup-region-settings";
import { BackupSelection } from "@cdktf/provider-aws/lib/backup-selection";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import type { BackupVault } from "./backup-vault";

export interface BackupsProps {
  vault: BackupVault;
  /** Of another region: what is backed up goes there, too. */
  copiesTo: BackupVault;
  /** By kind of thing, what is backed up. */
  resourceArns: Readonly<Record<string, string[]>>;
  roleArn: string;
}

/**
 * Twice a day, so that a day without any means two that failed. It begins within the hour, and of RDS's own backups and
 * maintenance (two to half past four) keeps four hours away: AWS Backup gives up a job that comes too close to them.
 */
const schedule = "cron(0 9,20 * * ? *)";

/** AWS Backup: everything that must not be lost, in two regions. What was lost since is in the stores' own histories. */
export class Backups extends Construct {
  constructor(scope: Construct, id: string, { vault, copiesTo, resourceArns, roleArn }: BackupsProps) {
    super(scope, id);
    const stack = EnvironmentStack.of(this);
    const lifecycle = { deleteAfter: stack.environment.backups.keptDays };
    const settings = new BackupRegionSettings(this, "settings", {
      resourceTypeOptInPreference: { RDS: true, DynamoDB: true, S3: true },
      // Without it, tables can't be copied to another region.
      resourceTypeManagementPreference: { DynamoDB: true },
      // AWS adds kinds of things, and says of each that it is there.
      lifecycle: { ignoreChanges: ["resource_type_opt_in_preference"] },
    });
    const plan = new BackupPlan(this, "plan", {
      name: stack.nameOf("backups"),
      rule: [
        {
          ruleName: "twice-a-day",
          targetVaultName: vault.name,
          schedule,
          startWindow: 60,
          completionWindow: 600,
          lifecycle,
          copyAction: [{ destinationVaultArn: copiesTo.arn, lifecycle }],
        },
      ],
      dependsOn: [settings],
    });
    for (const [kind, resources] of Object.entries(resourceArns)) {
      new BackupSelection(this, kind, {
        ...{ name: stack.nameOf(kind), planId: plan.id, iamRoleArn: roleArn, resources },
      });
    }
  }
}
