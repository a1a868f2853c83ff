import { NotFound } from "@shopeasy/platform/errors";

/** For `catch`: undefined where a service says, by this code, that there is no such thing any more. */
export const undefinedWhen =
  (code: string) =>
  (error: unknown): undefined => {
    if (!(error instanceof NotFound && error.code === code)) throw error;
  };
