/** Why a text in the storage format is no XML, as Confluence refuses it; undefined where it is. */
export function notWellFormed(text: string): string | undefined {
  const open: string[] = [];
  const markup = text.replaceAll(/<!\[CDATA\[[\s\S]*?\]\]>/g, "");
  if (/&(?!(amp|lt|gt|quot|#\d+|#x[\da-f]+);)/i.test(markup)) return "an entity that is none";
  const rest = markup.replaceAll(
    /<(\/?)([a-z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/gi,
    (_, end, name, __, empty) => {
      if (end) {
        const last = open.pop();
        return last === name ? "" : `<${name} ends ${last}>`;
      }
      if (!empty) open.push(name);
      return "";
    },
  );
  if (rest.includes("<")) return rest.slice(rest.indexOf("<"), rest.indexOf("<") + 60);
  return open.length > 0 ? `${open.join(", ")} has no end` : undefined;
}
