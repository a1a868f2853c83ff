import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { Fn, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import { protect } from "./protection";

export interface MasterPasswordProps {
  name: string;
  keyArn: string;
  /** One more than before makes a new one. */
  version: number;
}

/** Kept under this key in the synthesized JSON: a kind of block that cdktf, which is older, does not know. */
const ephemeral = "ephemeral.aws_secretsmanager_secret_version";

/**
 * A random password in a secret of its own. Terraform hands it on to what takes it as write-only, and neither its plan
 * nor its state holds it. RDS could manage one, but refuses a read replica to a PostgreSQL of which it does:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html#rds-secrets-manager-limitations
 */
export class MasterPassword extends Construct {
  readonly secretArn: string;
  /** An expression, for a write-only argument. */
  readonly value: string;

  constructor(scope: Construct, id: string, { name, keyArn, version }: MasterPasswordProps) {
    super(scope, id);
    const stack = EnvironmentStack.of(this);
    const secret = new SecretsmanagerSecret(this, "secret", {
      name: stack.nameOf(name),
      kmsKeyId: keyArn,
      recoveryWindowInDays: 30,
    });
    protect(secret);
    const kept = new SecretsmanagerSecretVersion(this, "version", {
      secretId: secret.id,
      // 122 random bits; asked for only when the version changes.
      secretStringWo: Fn.uuid(),
      secretStringWoVersion: version,
    });
    const label = `${id}-${name}`;
    TerraformStack.of(this).addOverride(`${ephemeral}.${label}`, {
      secret_id: `\${${kept.fqn}.secret_id}`,
      version_id: `\${${kept.fqn}.version_id}`,
    });
    this.secretArn = secret.arn;
    this.value = `\${${ephemeral}.${label}.secret_string}`;
  }
}
