import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import { isProtected, protect } from "./protection";

export interface SecretProps {
  name: string;
  /** What it is for; where an operator sets it, where from. */
  description: string;
  keyArn: string;
  /** Made up by Terraform; one more than before makes a new one. Without it an operator sets the value. */
  generated?: { version: number };
}

/** A secret that neither Terraform's plan nor its state holds. */
export class Secret extends Construct {
  readonly arn: string;
  /** What was made up, for what hands it on. */
  readonly version: SecretsmanagerSecretVersion | undefined;

  constructor(scope: Construct, id: string, { name, description, keyArn, generated }: SecretProps) {
    super(scope, id);
    const stack = EnvironmentStack.of(this);
    const fullName = stack.nameOf(name);
    const byHand = `aws secretsmanager put-secret-value --secret-id ${fullName} --secret-string …`;
    const secret = new SecretsmanagerSecret(this, "secret", {
      name: fullName,
      description: generated ? description : `${description} Set by hand: ${byHand}`,
      kmsKeyId: keyArn,
      // What is torn down and made anew has to get its name back at once.
      recoveryWindowInDays: isProtected(stack) ? 30 : 0,
    });
    protect(secret);
    if (generated) {
      this.version = new SecretsmanagerSecretVersion(this, "version", {
        secretId: secret.id,
        // 366 random bits, of which a signing key wants 256; asked for only when the version changes.
        secretStringWo: Fn.join("-", [Fn.uuid(), Fn.uuid(), Fn.uuid()]),
        secretStringWoVersion: generated.version,
        // AWS throws away what has no label. Its own keeps what is handed on here after others were put in by hand, or
        // Terraform would find it gone and make up another.
        versionStages: ["AWSCURRENT", "made-by-terraform"],
        lifecycle: { ignoreChanges: ["version_stages"] },
      });
    }
    this.arn = secret.arn;
  }
}
