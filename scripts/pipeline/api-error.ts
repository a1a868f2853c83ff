/** An API of somebody else's answered otherwise than well, or not at all. */
export class ApiError extends Error {
  override name = "ApiError";

  constructor(
    message: string,
    /** Of its answer; 0 where there was none. */
    readonly status: number,
    /** What it answered, as far as it is shown; without the secrets of the call. */
    readonly answer = "",
  ) {
    super(message);
  }
}
