/** SQS does not take every character; JSON can say each of them in ASCII. */
const unsafe = /[\uD800-\uDFFF\uFFFE\uFFFF]/g;

/** Something as the body of a message. */
export const messageOf = (content: unknown): string =>
  JSON.stringify(content).replace(unsafe, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);
