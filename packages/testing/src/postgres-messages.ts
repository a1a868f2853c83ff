/** A message of PostgreSQL's protocol (https://www.postgresql.org/docs/17/protocol-message-formats.html). */
export interface PostgresMessage {
  type: string;
  bytes: Buffer;
}

/** Cuts what comes over a connection into its messages. Those of its start have no type, and are not for this. */
export class PostgresMessages {
  #rest: Buffer = Buffer.alloc(0);

  take(chunk: Buffer): PostgresMessage[] {
    let rest = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    const messages: PostgresMessage[] = [];
    while (rest.length >= 5) {
      const length = 1 + rest.readUInt32BE(1);
      if (rest.length < length) break;
      messages.push({ type: rest.toString("latin1", 0, 1), bytes: rest.subarray(0, length) });
      rest = rest.subarray(length);
    }
    this.#rest = rest;
    return messages;
  }
}

/** The statement's name and its text, of a Parse. */
export function readParse({ bytes }: PostgresMessage): { statement: string; sql: string } {
  const [statement, end] = textAt(bytes, 5);
  return { statement, sql: textAt(bytes, end)[0] };
}

/** The text of a Query. */
export const readQuery = ({ bytes }: PostgresMessage): string => textAt(bytes, 5)[0];

/** The statement's name and its values, of a Bind. */
export function readBind({ bytes }: PostgresMessage): { statement: string; values: string[] } {
  const [statement, end] = textAt(bytes, textAt(bytes, 5)[1]);
  let at = end + 2 + 2 * bytes.readUInt16BE(end);
  const values: string[] = [];
  for (let left = bytes.readUInt16BE(at), next = at + 2; left > 0; left -= 1, next = at) {
    const length = Math.max(0, bytes.readInt32BE(next));
    at = next + 4 + length;
    values.push(bytes.toString("latin1", next + 4, at));
  }
  return { statement, values };
}

function textAt(bytes: Buffer, start: number): [text: string, end: number] {
  const end = bytes.indexOf(0, start);
  return [bytes.toString("latin1", start, end), end + 1];
}

/** What a statement does, in a few words: `update orders authorising`. Its values count where they are plain words. */
export function nameStatement(sql: string, values: readonly string[]): string {
  const written = [...sql.matchAll(/\b(insert into|update|delete from)\s+"(\w+)"/g)].at(-1);
  const read = /^\s*(select)\b[\s\S]*?\bfrom\s+"(\w+)"/.exec(sql);
  const [, verb, table] = written ?? read ?? [undefined, sql.trim().slice(0, 20).toLowerCase(), ""];
  const words = values.filter((value) => /^[a-z]{3,}(-[a-z]+)*$/.test(value)).slice(0, 3);
  return [verb, table, ...words].filter(Boolean).join(" ");
}
