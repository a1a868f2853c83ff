/** Of what is common: enough that whoever guesses by a list has to guess very long. */
const mostCommon = 10_000;

/** No password of ours is shorter; of those that long the list has few, and all of them count. */
const longEnough = 12;

/** What passwords of twelve characters are made of, and lists of shorter ones lack. */
const furtherWords = [
  ..."p@ssword pa$$word passphrase qwertyuiopasdfghjkl qwer welcometo letmeinnow administrator superadmin".split(
    " ",
  ),
  ..."superuser root login changeit abc abcd helloworld shopeasy thepassword newpassword yourpassword".split(
    " ",
  ),
];

let words: ReadonlySet<string> | undefined;

/**
 * The commonest passwords, in lower case: the first 10,000 of zxcvbn's ranked list, those beyond that are long, and
 * some words. Read at the first password that is chosen (some 30 ms); most processes never need it.
 */
export function commonPasswords(): ReadonlySet<string> {
  words ??= new Set([...readCommonest(), ...furtherWords]);
  return words;
}

function readCommonest(): string[] {
  // Not an import: that would unpack the list wherever an account's schema is read.
  const { dictionary } = require("@zxcvbn-ts/language-common") as typeof import("@zxcvbn-ts/language-common");
  const ranked: string[] = dictionary["passwords-common"];
  return ranked.filter((password, rank) => rank < mostCommon || password.length >= longEnough);
}
