import { commonPasswords } from "./common-passwords";
import { coresOf } from "./password-cores";

/** Rows of keys and characters: a password that only walks along one of them is a walk, not a secret. */
const walks = [
  "01234567890123456789",
  "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
  "qwertyuiopasdfghjklzxcvbnmqwertyuiop",
  "1q2w3e4r5t6y7u8i9o0p",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
  "q1w2e3r4t5y6u7i8o9p0",
];

/**
 * Whether a password (normalised, 12 characters or more) is of the kinds that are guessed first: a common one, also
 * between digits and signs, twice and thrice, or with digits in place of letters; a walk along the keyboard; one
 * character over and over.
 */
export function isCommonPassword(password: string): boolean {
  const common = commonPasswords();
  const text = password.toLowerCase();
  const joined = text.replace(/[\s_-]/g, "");
  return common.has(text) || coresOf(text).some((core) => common.has(core)) || isWalk(joined);
}

function isWalk(text: string): boolean {
  if (/^(.)\1+$/u.test(text)) return true;
  const backwards = [...text].reverse().join("");
  return walks.some((walk) => walk.includes(text) || walk.includes(backwards));
}
