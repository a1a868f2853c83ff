/** What is asked for can't be done, for a reason that its reader can mend. */
export class ReleaseError extends Error {
  override name = "ReleaseError";
}
