import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";

/** One may open connections to the other, by TCP at this port. */
export interface Conversation<Party extends string> {
  from: Party;
  to: Party;
  port: number;
  /** What they have to say to each other. */
  why: string;
}

/** How a rule names whoever is no security group: by addresses, or by a list of AWS's. */
export type Addresses = { cidrs: string[] } | { prefixList: string };

export interface SecurityGroupsProps<Group extends string> {
  vpcId: string;
  /** Every group, and what is in it. */
  groups: Readonly<Record<Group, string>>;
}

/** A security group for each kind of thing. Until `allow` lets them, none of them can talk to anybody. */
export class SecurityGroups<Group extends string, Outside extends string> extends Construct {
  readonly ids: Readonly<Record<Group, string>>;

  constructor(scope: Construct, id: string, { vpcId, groups }: SecurityGroupsProps<Group>) {
    super(scope, id);
    const idOf = ([name, description]: [string, string]) => {
      const fullName = EnvironmentStack.of(this).nameOf(name);
      const tags = { Name: fullName };
      return [name, new SecurityGroup(this, name, { name: fullName, description, vpcId, tags }).id];
    };
    this.ids = Object.fromEntries(Object.entries<string>(groups).map(idOf)) as Record<Group, string>;
  }

  /** Lets these conversations through, by a rule at each end that is a group. */
  allow(
    conversations: readonly Conversation<Group | Outside>[],
    outside: Readonly<Record<Outside, Addresses>>,
  ): void {
    const isGroup = (party: Group | Outside): party is Group => party in this.ids;
    const namesOf = (party: Group | Outside) =>
      isGroup(party) ? [{ referencedSecurityGroupId: this.ids[party] }] : namesOfAddresses(outside[party]);
    for (const { from, to, port, why } of conversations) {
      const id = `${from}-to-${to}-${port}`;
      const rule = { ipProtocol: "tcp", fromPort: port, toPort: port, description: why };
      if (isGroup(from)) {
        for (const [index, name] of namesOf(to).entries()) {
          const end = { securityGroupId: this.ids[from], tags: { Name: `to ${to}` } };
          new VpcSecurityGroupEgressRule(this, numbered(`${id}-out`, index), { ...rule, ...name, ...end });
        }
      }
      if (isGroup(to)) {
        for (const [index, name] of namesOf(from).entries()) {
          const end = { securityGroupId: this.ids[to], tags: { Name: `from ${from}` } };
          new VpcSecurityGroupIngressRule(this, numbered(`${id}-in`, index), { ...rule, ...name, ...end });
        }
      }
    }
  }
}

const namesOfAddresses = (addresses: Addresses) =>
  "prefixList" in addresses
    ? [{ prefixListId: addresses.prefixList }]
    : addresses.cidrs.map((cidrIpv4) => ({ cidrIpv4 }));

const numbered = (id: string, index: number) => (index === 0 ? id : `${id}-${index}`);
