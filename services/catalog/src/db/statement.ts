import { translateDatabaseError } from "@shopeasy/platform/database/errors";
import type { Reader } from "../readers/readers";

/** Hands a value to the statement that is being written, and gives what stands for it there: `$1`, `$2`, … */
export type Give = (value: unknown) => string;

/**
 * Runs a statement that `write` puts together as text: for those of many shapes that run all the time, since drizzle
 * needs longer to write one than PostgreSQL to answer it. Values go by `give`, never into the text.
 */
export async function run<Row extends object>(
  { sql }: Pick<Reader, "sql">,
  write: (give: Give) => string,
): Promise<Row[]> {
  const values: unknown[] = [];
  const text = write((value) => `$${values.push(value)}`);
  try {
    return await sql.unsafe<Row[]>(text, values as never[]);
  } catch (error) {
    throw translateDatabaseError(error);
  }
}
