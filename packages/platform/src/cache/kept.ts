import type { MadeAnswer, StoredAnswer } from "./stored-answer";
import type { Era } from "./tag-eras";

export type Make = () => Promise<MadeAnswer>;

/** An answer as a cache holds it. */
export class Kept {
  constructor(
    readonly answer: StoredAnswer,
    /** Makes it anew. */
    readonly make: Make,
    /** When its making began, by the monotonic clock. */
    readonly began: number,
    private readonly eras: readonly Era[],
    /** Of one that was overtaken by a change while it was made. */
    private readonly overtakenAt = Number.POSITIVE_INFINITY,
  ) {}

  /** When the first change was heard that it does not have; infinite, where there is none. */
  get staleFrom(): number {
    let first = this.overtakenAt;
    for (const { endedAt } of this.eras) if (endedAt !== undefined && endedAt < first) first = endedAt;
    return first;
  }

  /** About what it takes of memory, its closure and eras included. */
  bytesAt(address: string): number {
    return this.answer.content.length + 2 * address.length + 1_000;
  }
}
