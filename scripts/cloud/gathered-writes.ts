import type { DatabaseSync } from "node:sqlite";
import type { PersistenceManager } from "../../node_modules/fauxqs/dist/persistence.js";

/** Private to fauxqs's types. */
interface Insides {
  db: DatabaseSync;
  transaction: (work: () => void) => void;
}

const gathered = ["insertMessage", "deleteMessage", "updateMessageInflight"] as const;

/**
 * Has all messages that are written in one turn of the event loop be one transaction: fauxqs makes one for each message
 * of each queue. Whoever answers commits first, so that nothing is answered that a kill of the process could take back.
 */
export function gatherWrites(disk: PersistenceManager): { commit: () => void } {
  const insides = disk as unknown as Insides;
  const { db } = insides;
  let isOpen = false;

  function begin(): void {
    if (isOpen) return;
    db.exec("BEGIN");
    isOpen = true;
    // For what nobody waits for, as the archive's deletions.
    setImmediate(commit);
  }

  function commit(): void {
    if (!isOpen) return;
    isOpen = false;
    try {
      db.exec("COMMIT");
    } catch (error) {
      // Memory knows of messages now that the disk does not: nobody may be told of them.
      process.stderr.write(`The queues' messages cannot be written: ${String(error)}\n`);
      process.exit(1);
    }
  }

  for (const name of gathered) before(disk, name, begin);
  before(disk, "close", commit);
  // It begins one itself.
  before(insides, "transaction", commit);
  return { commit };
}

function before<Name extends string>(
  object: Record<Name, (...parts: never[]) => void>,
  name: Name,
  work: () => void,
): void {
  const usual = object[name].bind(object);
  object[name] = (...parts: never[]) => {
    work();
    usual(...parts);
  };
}
