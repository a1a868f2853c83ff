/** The run can't begin or go on, for a reason that its reader can mend: what is wrong, and what to do. */
export class ChaosError extends Error {
  override name = "ChaosError";
}
