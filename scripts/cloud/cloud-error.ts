export type CloudErrorCode =
  | "binaries-missing"
  | "data-broken"
  | "data-in-use"
  | "data-unwritable"
  | "disk-full"
  | "port-taken"
  | "start-failed";

/**
 * A part of the embedded cloud could not start, for a reason that its reader can do something about. The message
 * is one line: what is wrong, then what to do.
 */
export class CloudError extends Error {
  override name = "CloudError";

  constructor(
    readonly code: CloudErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Translates what the operating system says while a part starts; anything it does not know is given back as it is. */
export function asCloudError(error: unknown, part: string): unknown {
  if (!(error instanceof Error && "code" in error)) return error;
  switch (error.code) {
    case "EADDRINUSE":
      return portTaken(part, error);
    case "ENOSPC":
      return diskFull(part, error);
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return dataUnwritable(part, error);
    default:
      return error;
  }
}

function dataUnwritable(part: string, cause: Error): CloudError {
  const advice = "Make the folder of the clone your own, or start as the user it belongs to.";
  const message = `${part} may not write its data (${cause.message}). ${advice}`;
  return new CloudError("data-unwritable", message, { cause });
}

export function portTaken(part: string, cause: unknown): CloudError {
  const message = `${part} cannot listen: its port is taken by another program. Stop that one, then start again.`;
  return new CloudError("port-taken", message, { cause });
}

export function diskFull(part: string, cause: unknown): CloudError {
  return new CloudError("disk-full", `${part} finds the disk full. Make room, then start again.`, { cause });
}

/** A store that would not open: another program has it open, the disk is full, or it is damaged. */
export function dataUnusable(part: string, path: string, error: unknown): CloudError {
  const known = asCloudError(error, part);
  if (known instanceof CloudError) return known;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (/no space|disk is full/i.test(reason)) return diskFull(part, cause);
  if (/lock/i.test(reason)) {
    return new CloudError("data-in-use", "Another ShopEasy runs on this data. Stop it, then start again.", {
      cause,
    });
  }
  return dataBroken(part, path, reason, cause);
}

export function dataBroken(part: string, path: string, reason: string, cause?: unknown): CloudError {
  const advice = "Begin anew with `npm start -- --reset` (this deletes the local shop's data).";
  return new CloudError("data-broken", `${part} cannot use its data in ${path}: ${reason}. ${advice}`, {
    cause,
  });
}
