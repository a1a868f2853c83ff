/** What is asked for can't be done, for a reason that its reader can mend. */
export class FlagsError extends Error {
  override name = "FlagsError";
}
