/** The documents can't be published, for a reason that its reader can mend: what is wrong, and what to do. */
export class PublishError extends Error {
  override name = "PublishError";
}
