/** Whether a text is like a pattern, in which `*` stands for any characters and `?` for one. Cases don't differ. */
export type Matches = (text: string) => boolean;

/** Undefined for `*`, which everything is like: so that it need not be asked. */
export function globOf(pattern: string | undefined): Matches | undefined {
  if (pattern === undefined || /^\*+$/.test(pattern)) return undefined;
  const wanted = pattern.toLowerCase();
  return (text) => isLike(text.toLowerCase(), wanted);
}

/** Goes back to the last star only, so that no pattern takes long for any text, as a regular expression might. */
function isLike(text: string, pattern: string): boolean {
  let at = 0;
  let wanted = 0;
  let star = -1;
  let afterStar = 0;
  while (at < text.length) {
    const char = pattern[wanted];
    if (char === "*") {
      star = wanted++;
      afterStar = at;
    } else if (char === "?" || char === text[at]) {
      wanted++;
      at++;
    } else if (star >= 0) {
      wanted = star + 1;
      at = ++afterStar;
    } else return false;
  }
  while (pattern[wanted] === "*") wanted++;
  return wanted === pattern.length;
}
