/** The bench can't go on, for a reason that its reader can mend: what is wrong, and what to do. */
export class BenchError extends Error {
  override name = "BenchError";
}
