/** Longer ones are no names, and were meant for whom the mail goes to. */
const longest = 60;

/** What mail programs make a link of: anybody can give another's address, and a message to her as a name. */
const looksLikeLink = /[:/@\\]|\p{L}\.\p{L}{2}|\d\.\d/u;

const isName = (name: string): boolean => [...name].length <= longest && !looksLikeLink.test(name);

/** How a mail begins: with the name that was given, where it can be one. */
export const greetingFor = (name: string): string => (isName(name) ? `Hello ${name},` : "Hello,");

/** `Thank you for your order, Ada Lovelace.`, or without a name where it can be none. */
export const thanksTo = (name: string): string =>
  isName(name) ? `Thank you for your order, ${name}.` : "Thank you for your order.";
