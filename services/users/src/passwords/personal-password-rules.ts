import { InvalidInput } from "@shopeasy/platform/errors";
import { coresOf } from "./password-cores";
import { normalisePassword } from "./password-rules";

/** Whose password it is to be. */
export interface Person {
  email: string;
  name: string;
}

/** A name's part that is shorter says nothing. */
const shortestPart = 3;

/**
 * Whether a password is no more than its owner's e-mail address or name, or a part of these, also with digits and signs
 * around it. Longer ones that only contain them are fine.
 */
export function isPersonalPassword(password: string, person: Person): boolean {
  const words = new Set(wordsOf(person));
  return [password, ...coresOf(normalisePassword(password))].some((core) => words.has(lettersOf(core)));
}

/** @throws InvalidInput at `path` for a password that whoever knows its owner would try first */
export function refusePersonalPassword(password: string, person: Person, path = "password"): void {
  if (!isPersonalPassword(password, person)) return;
  throw new InvalidInput([{ path, message: "is too much like your name or e-mail address" }]);
}

function wordsOf({ email, name }: Person): string[] {
  const [local = ""] = email.split("@");
  const parts = [...local.split(/[^\p{L}\p{N}]+/u), ...name.split(/[^\p{L}\p{N}]+/u)];
  const backwards = name.split(/\s+/).reverse().join("");
  return [email, local, name, backwards, ...parts]
    .map(lettersOf)
    .filter((word) => word.length >= shortestPart);
}

const lettersOf = (text: string) =>
  normalisePassword(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
