import { createHash } from "node:crypto";
import { drill } from "./drill";
import { InjectedFault } from "./injected-fault";

/** A message that a drill has nobody handle. */
export class Poisoned extends InjectedFault {
  constructor(
    /** Until the next try, where the drill says so. */
    readonly retrySeconds: number | undefined,
  ) {
    super("this message fail each time");
  }
}

/** @throws Poisoned for a message that the drill has chosen, by its id: for the same one each time */
export function refusePoison(queue: string, messageId: string): void {
  const poison = drill()?.poison;
  if (!poison || (poison.queue ?? queue) !== queue) return;
  if (fractionOf(messageId) < poison.share) throw new Poisoned(poison.retrySeconds);
}

/** 0 to less than 1, evenly. */
const fractionOf = (id: string): number => createHash("sha256").update(id).digest().readUInt32BE() / 2 ** 32;
