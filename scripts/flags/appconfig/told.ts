import { FlagsError } from "../flags-error";

/** What of AWS' refusals a reader can mend, in a sentence. */
const mendable: Readonly<Record<string, string>> = {
  ConflictException: "Somebody else changes the flags just now. Look at them, and try again.",
  AccessDeniedException: "These credentials may not do that.",
  UnrecognizedClientException: "AWS does not know these credentials.",
  ExpiredTokenException: "These credentials have expired.",
  CredentialsProviderError: "There are no credentials: set AWS_PROFILE or the like.",
};

/** Does it, and tells in a sentence what a reader can mend. @throws FlagsError */
export async function toldOf<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const { name, message } = Object(error) as { name?: string; message?: string };
    if (name === "BadRequestException") throw new FlagsError(`AppConfig refuses it: ${message}`);
    const told = mendable[name ?? ""];
    if (told) throw new FlagsError(told, { cause: error });
    throw error;
  }
}
