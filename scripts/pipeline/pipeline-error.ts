/** A step of the pipeline can't be done, for a reason that its reader can mend: what is wrong, and what to do. */
export class PipelineError extends Error {
  override name = "PipelineError";
}
