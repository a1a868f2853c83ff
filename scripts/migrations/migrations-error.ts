/** What was asked for can't be done, for a reason that its reader can mend. */
export class MigrationsError extends Error {
  override name = "MigrationsError";
}
