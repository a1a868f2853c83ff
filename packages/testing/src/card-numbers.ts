/** What the schemes give to those who test, of each scheme and length that PCI DSS is about. */
export const cardNumbers: [scheme: string, number: string][] = [
  ["Visa", "4242424242424242"],
  ["Visa debit", "4000056655665556"],
  ["long Visa", "4000000000000000006"],
  ["old Visa", "4222222222222"],
  ["Mastercard", "5555555555554444"],
  ["new Mastercard", "2223003122003222"],
  ["American Express", "378282246310005"],
  ["Discover", "6011111111111117"],
  ["Diners Club", "3056930009020004"],
  ["short Diners Club", "36227206271667"],
  ["JCB", "3566002020360505"],
  ["UnionPay", "6200000000000005"],
  ["long UnionPay", "6205500000000000004"],
  ["Maestro", "6759649826438453"],
];

const inGroups = (number: string, separator: string) => number.match(/.{1,4}/g)?.join(separator) ?? number;
/** In the digits that begin at that code point. */
const inDigitsFrom = (zero: number) => (number: string) =>
  [...number].map((digit) => String.fromCodePoint(zero + Number(digit))).join("");

/** The ways in which people write one. */
export const waysToWrite: Record<string, (number: string) => string> = {
  plainly: (number) => number,
  "in groups": (number) => inGroups(number, " "),
  "with hyphens": (number) => inGroups(number, "-"),
  "with dots": (number) => inGroups(number, "."),
  "with dashes": (number) => inGroups(number, " – "),
  "with underscores": (number) => inGroups(number, "_"),
  "with narrow spaces": (number) => inGroups(number, "\u202f"),
  "with signs that nobody sees": (number) => inGroups(number, "\u200b"),
  "on lines": (number) => inGroups(number, "\r\n"),
  "digit by digit": (number) => [...number].join(" "),
  "in full width": inDigitsFrom(0xff10),
  "in Arabic digits": inDigitsFrom(0x0660),
  "in Devanagari": inDigitsFrom(0x0966),
  "in bold": inDigitsFrom(0x1d7ce),
  "after letters": (number) => `Visa${number}`,
  "in brackets": (number) => `(${number})`,
};
