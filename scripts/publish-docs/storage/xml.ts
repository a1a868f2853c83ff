/** Text as it stands in XML, between tags or in an attribute. */
export const escaped = (text: string): string =>
  text
    .replaceAll(forbidden, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

/** A section that may hold anything, also its own end. */
export const cdata = (text: string): string =>
  `<![CDATA[${text.replaceAll(forbidden, "").replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML takes none of them.
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** A macro of Confluence's, with its parameters and what it holds. */
export function macro(name: string, parameters: Readonly<Record<string, string>>, body = ""): string {
  const told = Object.entries(parameters).map(
    ([key, value]) => `<ac:parameter ac:name="${key}">${escaped(value)}</ac:parameter>`,
  );
  return `<ac:structured-macro ac:name="${name}">${told.join("")}${body}</ac:structured-macro>`;
}
