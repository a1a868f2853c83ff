import { headerOf } from "@shopeasy/platform/database/migration-files";
import { advice } from "../rules/advice";
import type { Fault } from "../rules/fault";

/** The header by which a migration says that it is the contract step of an earlier release. */
export interface Contract {
  /** `orders.coupon` */
  what: string;
  /** A tag or a commit. */
  release: string;
}

const form = /^contract: (\S+) is unused since release ([\w./-]+)$/;

export const contractForm = "-- contract: <what> is unused since release <tag or commit>";

/** The contracts in a migration's header, and the lines that were meant as such. */
export function contractsOf(text: string): { contracts: Contract[]; malformed: string[] } {
  const lines = headerOf(text).filter((line) => /^contract\b/i.test(line));
  const read = lines.map((line) => ({ line, match: form.exec(line) }));
  return {
    contracts: read.flatMap(({ match }) =>
      match ? [{ what: match[1] ?? "", release: match[2] ?? "" }] : [],
    ),
    malformed: read.flatMap(({ line, match }) => (match ? [] : [line])),
  };
}

/** Whether the contract allows what the fault is about. What locks long is never allowed. */
export const allows = ({ what }: Contract, { rule, subject }: Fault): boolean =>
  advice[rule].byContract && subject === what;
