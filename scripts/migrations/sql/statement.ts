import type { Node } from "libpg-query";

type Every<Union> = (Union extends unknown ? (member: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;

/** PostgreSQL's kinds of nodes, by name. */
export type Nodes = Every<Node>;
export type NodeKind = keyof Nodes;

/** One statement of a migration, as PostgreSQL's parser understands it. */
export interface Statement {
  node: Node;
  /** In its file, from 1. */
  line: number;
}

/** What a node is, when it is of that kind. */
export const as = <Kind extends NodeKind>(node: Node | undefined, kind: Kind): Nodes[Kind] | undefined =>
  (node as Partial<Nodes> | undefined)?.[kind] as Nodes[Kind] | undefined;

export const kindOf = (node: Node): NodeKind => Object.keys(node)[0] as NodeKind;

/** All nodes of that kind in a list; others are passed over. */
export const allOf = <Kind extends NodeKind>(nodes: readonly Node[] | undefined, kind: Kind): Nodes[Kind][] =>
  (nodes ?? []).flatMap((node) => as(node, kind) ?? []);

/** The words of a list of strings. */
export const words = (nodes: readonly Node[] | undefined): string[] =>
  allOf(nodes, "String").map(({ sval = "" }) => sval);

/** The last word of a name that may be qualified: schemas are not told apart, as we have one. */
export const lastWord = (nodes: readonly Node[] | undefined): string => words(nodes).at(-1) ?? "";

/** Whether anything in there satisfies the condition. */
export function contains(node: unknown, condition: (kind: string, value: unknown) => boolean): boolean {
  if (typeof node !== "object" || node === null) return false;
  return Object.entries(node).some(([kind, value]) => condition(kind, value) || contains(value, condition));
}
