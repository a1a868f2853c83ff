import type { Inventory, Thing } from "./inventory";
import type { Program } from "./programs";
import { type Way, wayOf } from "./ways";

/** What the programs are allowed to do with a thing, by the permissions of their roles. */
export function wayByRole(
  inventory: Inventory,
  programs: readonly Program[],
  thing: Thing,
): Map<Program, Way> {
  const ways = programs.map((program): [Program, Way | undefined] => {
    const actions = program.roles
      .flatMap((role) => inventory.statementsOf(role))
      .filter(({ stack, resources }) => resources.some((one) => inventory.referred(stack, one) === thing))
      .flatMap(({ actions }) => actions);
    return [program, wayOf(actions)];
  });
  return new Map(ways.filter((entry): entry is [Program, Way] => entry[1] !== undefined));
}

/** Who has a rule that lets it out to a group; the table of conversations, read back from the stack. */
export function bySecurityGroup(
  inventory: Inventory,
  programs: readonly Program[],
  group: string,
  port?: number,
) {
  const rules = inventory.ofType("aws_vpc_security_group_egress_rule").filter(({ stack, config }) => {
    const to = inventory.referred(stack, config.referenced_security_group_id);
    return to?.type === "aws_security_group" && to.name === group && (!port || config.from_port === port);
  });
  return talking(inventory, programs, rules);
}

/** Whose rules these are. */
export function talking(inventory: Inventory, programs: readonly Program[], rules: readonly Thing[]) {
  const from = rules.map(({ stack, config }) => inventory.referred(stack, config.security_group_id));
  const talks = programs.filter(({ securityGroups }) => securityGroups.some((group) => from.includes(group)));
  return new Map(talks.map((program): [Program, Way] => [program, "asks"]));
}

/** Only a permission tells the replica from the primary: both are in one security group. */
export function replicaReaders(
  inventory: Inventory,
  programs: readonly Program[],
  replica: Thing,
): Map<Program, Way> {
  const readers = programs.filter(({ roles }) =>
    roles
      .flatMap((role) => inventory.statementsOf(role))
      .filter(({ actions }) => actions.includes("rds-db:connect"))
      .some(({ stack, resources }) => resources.some((one) => inventory.referred(stack, one) === replica)),
  );
  return new Map(readers.map((program): [Program, Way] => [program, "takes"]));
}
