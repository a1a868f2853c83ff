/**
 * Text that can be sent: without the characters that turn the direction of what follows them (what people typed could
 * make a link read backwards), and without control characters but for line ends and tabs.
 */
export const withoutControls = (text: string): string =>
  text.replaceAll(/\p{Bidi_Control}|(?![\n\t])\p{Cc}/gu, "");

/** Text for a header: whatever would end its line is a space. */
export const singleLine = (text: string): string => text.replaceAll(/[\s\p{Zl}\p{Zp}]+/gu, " ").trim();
