import type { Schema } from "../sql/schema";
import type { Statement } from "../sql/statement";
import type { Rule } from "./advice";

/** One thing that is wrong with a migration. */
export interface Fault {
  rule: Rule;
  /** What it does, as the predicate of a sentence: `drops the column orders.coupon`. */
  does: string;
  /** What of the schema it is about, as a contract header names it: `orders.coupon`. */
  subject: string;
  line: number;
}

/** What a rule may ask for. */
export interface Circumstances {
  /** All that was before the statement at hand. */
  schema: Schema;
  /** Tables, types and functions that the same file makes: nobody uses them yet. */
  made: ReadonlySet<string>;
  /** Constraints that the same file adds. */
  promised: ReadonlySet<string>;
  inTransaction: boolean;
  /** The whole file. */
  statements: readonly Statement[];
  /** Whether the code, the present one or the last release's, names this word. */
  isNamed: (word: string) => boolean;
}

/** Judges one part of a statement. */
export type Judge<Part> = (part: Part, circumstances: Circumstances) => Found[];

/** A fault whose line the caller knows. */
export type Found = Omit<Fault, "line">;

export const found = (rule: Rule, subject: string, does: string): Found => ({ rule, subject, does });
