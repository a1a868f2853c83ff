import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { Secret } from "./secret";

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
    const secret = new Secret(this, "secret", {
      ...{ name, keyArn, generated: { version } },
      description:
        "Of PostgreSQL's master, who makes a database and a role for each service, and is then let be.",
    });
    const kept = secret.version;
    if (!kept) throw new Error(`The secret ${name} has no version to hand on.`);
    const label = `${id}-${name}`;
    TerraformStack.of(this).addOverride(`${ephemeral}.${label}`, {
      secret_id: `\${${kept.fqn}.secret_id}`,
      version_id: `\${${kept.fqn}.version_id}`,
    });
    this.secretArn = secret.arn;
    this.value = `\${${ephemeral}.${label}.secret_string}`;
  }
}
