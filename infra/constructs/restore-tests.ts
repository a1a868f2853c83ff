import { BackupRestoreTestingPlan } from "@cdktf/provider-aws/lib/backup-restore-testing-plan";
import { BackupRestoreTestingSelection } from "@cdktf/provider-aws/lib/backup-restore-testing-selection";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";

export interface RestoreTestsProps {
  vaultArn: string;
  roleArn: string;
  /** By AWS Backup's name of its kind, what is restored, and what AWS Backup can't guess of how. */
  tested: Readonly<Record<string, { arns: string[]; overrides?: Record<string, string> }>>;
}

/** On the first of each month a backup of each kind is restored beside what runs, and taken away again: it can be done. */
export class RestoreTests extends Construct {
  constructor(scope: Construct, id: string, { vaultArn, roleArn, tested }: RestoreTestsProps) {
    super(scope, id);
    // Names here have neither hyphens nor dots.
    const named = (thing: string) => EnvironmentStack.of(this).nameOf(thing).replaceAll("-", "_");
    const plan = new BackupRestoreTestingPlan(this, "plan", {
      name: named("restores"),
      scheduleExpression: "cron(0 4 1 * ? *)",
      startWindowHours: 2,
      recoveryPointSelection: [
        {
          algorithm: "LATEST_WITHIN_WINDOW",
          includeVaults: [vaultArn],
          recoveryPointTypes: ["SNAPSHOT"],
          selectionWindowDays: 3,
        },
      ],
    });
    for (const [kind, { arns, overrides }] of Object.entries(tested)) {
      new BackupRestoreTestingSelection(this, kind, {
        name: named(kind.toLowerCase()),
        restoreTestingPlanName: plan.name,
        protectedResourceType: kind,
        protectedResourceArns: arns,
        iamRoleArn: roleArn,
        validationWindowHours: 1,
        ...(overrides && { restoreMetadataOverrides: overrides }),
      });
    }
  }
}
