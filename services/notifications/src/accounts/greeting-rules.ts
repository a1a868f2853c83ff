/** Longer ones are no names, and were meant for whom the mail goes to. */
const longest = 60;

/** What mail programs make a link of: anybody can register with another's address, and a message to her as a name. */
const looksLikeLink = /[:/@\\]|\p{L}\.\p{L}{2}|\d\.\d/u;

/** How a mail begins: with the name that was given on registration, where it can be one. */
export function greetingFor(name: string): string {
  const fits = [...name].length <= longest && !looksLikeLink.test(name);
  return fits ? `Hello ${name},` : "Hello,";
}

/** `January 31, 2026 at 1:00 PM UTC`. */
export const timeInWords = (at: string): string =>
  `${new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" }).format(new Date(at))} UTC`;
