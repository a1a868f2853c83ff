/** An answer by which AWS refuses: its name is what the SDK makes an error of. */
export class AwsError extends Error {
  constructor(
    readonly code: string,
    message = code,
    readonly status = 400,
  ) {
    super(message);
  }
}
