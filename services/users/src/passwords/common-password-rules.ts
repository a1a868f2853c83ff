/** What most of the commonest passwords of 12 characters or more are made of, with digits and signs around it. */
const commonWords = new Set(
  (
    "password passwords passwort passw0rd p@ssw0rd p@ssword pa$$word passphrase qwerty qwertyuiop qwertyuiopasdfghjkl " +
    "azerty azertyuiop asdfghjkl zxcvbnm qwertyui asdf qwer welcome welcometo letmein letmeinnow iloveyou iloveu " +
    "administrator admin superadmin superuser root test testing testtest guest login master changeme changeit " +
    "default secret football baseball basketball sunshine princess dragon monkey shadow superman batman trustno " +
    "whatever starwars michael jennifer abc abcd hello helloworld freedom computer internet samsung google facebook " +
    "summer winter spring autumn shopeasy mypassword thepassword newpassword yourpassword"
  ).split(" "),
);

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
 * Whether a password (normalised, 12 characters or more) is of the kinds that are guessed first: a common word between
 * digits and signs, or twice and thrice; a walk along the keyboard; one character over and over.
 */
export function isCommonPassword(password: string): boolean {
  const text = password.toLowerCase().replace(/[\s_-]/g, "");
  return isCommonWord(text) || isCommonWord(repeatedPart(text)) || isWalk(text) || /^(.)\1+$/u.test(text);
}

function isCommonWord(text: string): boolean {
  const stem = text.replace(/^[\d!?.*#]+|[\d!?.*#$@]+$/g, "");
  return commonWords.has(text) || commonWords.has(stem);
}

function isWalk(text: string): boolean {
  const backwards = [...text].reverse().join("");
  return walks.some((walk) => walk.includes(text) || walk.includes(backwards));
}

/** The shortest part that makes the text when it is repeated, the last time perhaps cut short. */
function repeatedPart(text: string): string {
  for (let length = 1; length <= text.length / 2; length++) {
    const part = text.slice(0, length);
    if (part.repeat(Math.ceil(text.length / length)).startsWith(text)) return part;
  }
  return text;
}
