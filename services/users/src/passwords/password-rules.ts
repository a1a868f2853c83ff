import { isCommonPassword } from "./common-password-rules";

export const shortestPassword = 12;
export const longestPassword = 128;

/**
 * The one form in which a password is counted and hashed (NIST SP 800-63B, 3.1.1.2): the same characters typed on two
 * keyboards may be encoded in two ways.
 */
export const normalisePassword = (password: string) => password.normalize("NFKC");

/** Why a password can't be chosen, as a sentence's end; undefined when it can. Characters are Unicode code points. */
export function faultOfPassword(password: string): string | undefined {
  const normalised = normalisePassword(password);
  const { length } = [...normalised];
  if (length < shortestPassword) return `must be at least ${shortestPassword} characters long`;
  if (length > longestPassword) return `must be at most ${longestPassword} characters long`;
  if (isCommonPassword(normalised)) return "is among the passwords that are guessed first";
  return undefined;
}
