import type { Released, ReleasedTable } from "./released";

type Tables = Readonly<Record<string, ReleasedTable>>;

const instead =
  "DynamoDB changes no key in place, and Terraform would make the table anew, empty: declare another table or index, write both, copy what is there by a program, and take the old one out in a later release.";

/** What has become of released tables that the version which runs can't live with, a sentence each. */
export function tableFaults(released: Released["tables"], now: Tables): string[] {
  return Object.entries(released).flatMap(([name, before]) => {
    const after = now[name];
    if (!after) return [`The table ${name} is gone. ${instead}`];
    return faultsOf(before, after).map((fault) => `The table ${name} ${fault}. ${instead}`);
  });
}

function faultsOf(before: ReleasedTable, after: ReleasedTable): string[] {
  const indexes = Object.entries(before.indexes ?? {}).flatMap(([name, key]) => {
    const other = after.indexes?.[name];
    if (!other) return [`has no index ${name} any more`];
    return isSame(key, other, before, after) ? [] : [`has another key in its index ${name}`];
  });
  const isExpired = before.timeToLive === undefined || before.timeToLive === after.timeToLive;
  return [
    ...(isSame(before.key, after.key, before, after) ? [] : ["has another key"]),
    ...indexes,
    ...(isExpired ? [] : [`no longer expires by ${before.timeToLive}`]),
  ];
}

function isSame(
  before: ReleasedTable["key"],
  after: ReleasedTable["key"],
  { attributes: were }: ReleasedTable,
  { attributes: are }: ReleasedTable,
): boolean {
  const names = [before.partition, before.sort] as const;
  if (names[0] !== after.partition || names[1] !== after.sort) return false;
  return names.every((name) => name === undefined || were[name] === are[name]);
}
