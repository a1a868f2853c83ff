import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
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
  /** The role with all that it is allowed, for `dependsOn` of what is checked for it when it is made. */
  readonly resources: ITerraformDependable[];

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
    this.resources = [role];
    if (may.length > 0) {
      this.resources.push(
        new IamRolePolicy(this, "policy", { role: role.id, policy: policyDocument(this, "may", may) }),
      );
    }
    for (const policy of managed) {
      this.resources.push(
        new IamRolePolicyAttachment(this, policy.replace(/^.*\//, ""), {
          role: role.name,
          policyArn: `arn:aws:iam::aws:policy/${policy}`,
        }),
      );
    }
    this.arn = role.arn;
  }
}
