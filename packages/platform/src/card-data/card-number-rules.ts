/**
 * What a card's number begins with and how long it is: Visa, American Express, Diners, JCB, and all of 2, 5, 6, 81, 82
 * and 9792 (Mastercard, Mir, Discover, UnionPay, Maestro, RuPay, Troy). Of other numbers PCI DSS says nothing.
 */
const ofAScheme =
  /^(4(\d{12}|\d{15}|\d{18})|3[47]\d{13}|3(0[0-5]|[689]\d)\d{11,16}|35\d{14,17}|(2[2-7]|5\d|6\d|8[12])\d{14,17}|9792\d{12})$/;

const shortest = 13;
const longest = 19;

/** The check digit of card numbers (ISO/IEC 7812-1, annex B). */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
/** Digits, and what stands between them in a number as people write it: nothing, or a few signs that are no letters. */
const numbers = /\d(?:[^\p{L}\p{N}]{0,3}\d)+/gu;
const foreignDigits = /(?!\d)\p{Nd}/gu;
const isDigit = /^\p{Nd}$/u;

/**
 * Whether a text holds a card's number, alone or among others, in digits of any script, however they are set apart. An
 * id is not one. Nor is, of a `telephone` or after a +, what only the oldest Visa cards could be: 13 digits.
 */
export function holdsCardNumber(text: string, { telephone = false } = {}): boolean {
  if (!/\p{Nd}/u.test(text)) return false;
  const plain = text.normalize("NFKC").replace(uuids, "id").replace(foreignDigits, asciiDigit);
  for (const { 0: number, index } of plain.matchAll(numbers)) {
    const isTelephone = telephone || plain[index - 1] === "+";
    if (holdsOne(number.split(/\D+/), isTelephone ? shortest + 1 : shortest)) return true;
  }
  return false;
}

/** A key of a client's own making. Digits within a word of letters and digits are chance: such keys are hexadecimal, or base 62. */
export const keyHoldsCardNumber = (key: string): boolean =>
  holdsCardNumber(key.replace(uuids, "id").replace(/\d*[a-z][a-z\d]*/gi, "id"));

/** For texts that people write, as `.refine(...noCardNumber)`: 400 `invalid-request`, with this to say. */
export const noCardNumber = [
  (text: string) => !holdsCardNumber(text),
  "must not hold a card's number: card data is not accepted here",
] as const;

/** Whether some of the groups that follow one another are a card's number together. */
function holdsOne(groups: readonly string[], atLeast: number): boolean {
  return groups.some((_, first) => {
    let digits = "";
    for (let last = first; last < groups.length && digits.length < longest; last += 1) {
      digits += groups[last];
      if (digits.length >= atLeast && ofAScheme.test(digits) && passesLuhn(digits)) return true;
    }
    return false;
  });
}

/** Unicode keeps the ten digits of a script together, 0 first. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && isDigit.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}
