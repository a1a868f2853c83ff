import { BackupVault as AwsBackupVault } from "@cdktf/provider-aws/lib/backup-vault";
import { BackupVaultLockConfiguration } from "@cdktf/provider-aws/lib/backup-vault-lock-configuration";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import { EncryptionKey } from "./encryption-key";
import { isProtected, protect } from "./protection";

/** For so many days after the first deployment a lock for compliance can still be taken away. */
const daysToThink = 30;

/** Where backups lie, under a key of its own, and locked as the environment says. */
export class BackupVault extends Construct {
  readonly name: string;
  readonly arn: string;

  /** `provider` is that of another region, if it is to be there. */
  constructor(scope: Construct, id: string, provider?: AwsProvider) {
    super(scope, id);
    const stack = EnvironmentStack.of(this);
    const { keptDays, lock } = stack.environment.backups;
    const elsewhere = provider && { provider };
    const key = new EncryptionKey(this, "key", {
      ...{ dataClass: "backups", description: "Backups of databases, tables and buckets", ...elsewhere },
    });
    const vault = new AwsBackupVault(this, "vault", {
      name: stack.nameOf("backups"),
      kmsKeyArn: key.arn,
      forceDestroy: !isProtected(stack),
      ...elsewhere,
    });
    protect(vault);
    if (lock !== "none") {
      new BackupVaultLockConfiguration(this, "lock", {
        backupVaultName: vault.name,
        minRetentionDays: keptDays,
        maxRetentionDays: keptDays,
        ...(lock === "compliance" && { changeableForDays: daysToThink }),
        ...elsewhere,
      });
    }
    this.name = vault.name;
    this.arn = vault.arn;
  }
}
