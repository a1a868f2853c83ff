/** The shop can't start or go on, for a reason that its reader can mend: what is wrong, and what to do. */
export class ShopError extends Error {
  override name = "ShopError";
}
