import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import { onlyForAccount, policyDocument, type Statement } from "./permissions";

export interface ServiceRoleProps {
  /** Its name, behind the environment's. */
  name: string;
  /** Who takes it on: `firehose.amazonaws.com`. */
  service: string;
  /** How the service shows that it acts for this account: by `aws:SourceAccount`, unless it has another way. */
  onlyIf?: Statement["conditions"];
  may: Statement[];
  /** AWS's own policies, for what it changes with its service: `service-role/AmazonRDSEnhancedMonitoringRole`. */
  managed?: string[];
}

/** A role that a service of AWS takes on to do what `may` lists, and nothing else. */
export class ServiceRole extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    super(scope, id);
    const stack = EnvironmentStack.of(this);
    const { name, service, may, managed = [], onlyIf = onlyForAccount(stack.environment.account) } = props;
    const role = new IamRole(this, "role", {
      name: stack.nameOf(name),
      assumeRolePolicy: policyDocument(this, "assume", [
        {
          actions: ["sts:AssumeRole"],
          principals: { services: [service] },
          conditions: onlyIf,
        },
      ]),
    });
    if (may.length > 0) {
      new IamRolePolicy(this, "policy", { role: role.id, policy: policyDocument(this, "may", may) });
    }
    for (const policy of managed) {
      new IamRolePolicyAttachment(this, policy.replace(/^.*\//, ""), {
        role: role.name,
        policyArn: `arn:aws:iam::aws:policy/${policy}`,
      });
    }
    this.arn = role.arn;
  }
}
