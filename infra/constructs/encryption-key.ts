import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import { onlyForAccount, policyDocument, type Statement } from "./permissions";
import { protect } from "./protection";

export interface EncryptionKeyProps {
  /** The class of data that it encrypts. */
  dataClass: string;
  description: string;
  /** Services of AWS that use it for this account without a role of ours. */
  services?: { name: string; actions: string[]; conditions?: Statement["conditions"] }[];
  /** Roles of other accounts that read what it encrypts. */
  readers?: readonly string[];
  /** Of another region, if it is to be there. */
  provider?: AwsProvider;
}

/** A key that rotates each year. Who may use it is said by the roles of this account, and here for everybody else. */
export class EncryptionKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    const stack = EnvironmentStack.of(this);
    const { account } = stack.environment;
    const { dataClass, description, services = [], readers = [], provider } = props;
    const statements: Statement[] = [
      { actions: ["kms:*"], resources: ["*"], principals: { arns: [`arn:aws:iam::${account}:root`] } },
      ...services.map(({ name, actions, conditions }) => ({
        actions,
        resources: ["*"],
        principals: { services: [name] },
        conditions: conditions ?? onlyForAccount(account),
      })),
      ...(readers.length > 0
        ? [{ actions: ["kms:Decrypt"], resources: ["*"], principals: { arns: readers } }]
        : []),
    ];
    const key = new KmsKey(this, "key", {
      description,
      ...(provider && { provider }),
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: policyDocument(
        this,
        "policy",
        statements,
        "In a key's own policy * is this key, and without the account's own statement no role could ever use it.",
      ),
    });
    protect(key);
    new KmsAlias(this, "alias", {
      name: `alias/${stack.nameOf(dataClass)}`,
      targetKeyId: key.keyId,
      ...(provider && { provider }),
    });
    this.arn = key.arn;
  }
}
