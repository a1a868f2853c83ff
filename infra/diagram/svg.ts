/** Text that is safe between tags and in attributes. */
const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** One element; `content` is SVG already. */
export function element(tag: string, attributes: Attributes, content = ""): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join("");
  return content === "" ? `<${tag}${written}/>` : `<${tag}${written}>${content}</${tag}>`;
}

export const text = (x: number, y: number, content: string, attributes: Attributes = {}): string =>
  element("text", { x, y, ...attributes }, escaped(content));

export const box = (x: number, y: number, width: number, height: number, attributes: Attributes): string =>
  element("rect", { x, y, width, height, rx: 4, ...attributes });

export const line = (points: readonly (readonly [number, number])[], attributes: Attributes): string =>
  element("polyline", {
    points: points.map((point) => point.join(",")).join(" "),
    fill: "none",
    ...attributes,
  });

/** Shown to those who point at it. */
export const titled = (title: string, content: string): string =>
  element("g", {}, element("title", {}, escaped(title)) + content);

/** About how wide a text is: letters differ, and nobody measures them here. */
export const widthOf = (content: string, size: number): number => Math.ceil(content.length * size * 0.56);

/** The whole drawing, in the font of whoever looks at it. */
export function drawing(width: number, height: number, label: string, content: readonly string[]): string {
  const style = element("style", {}, "text{font-family:system-ui,'Segoe UI',Helvetica,Arial,sans-serif}");
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  const background = element("rect", { width, height, fill: "#ffffff" });
  const head = { xmlns: "http://www.w3.org/2000/svg", ...size, role: "img", "aria-label": label };
  return `${element("svg", head, `\n${[style, background, ...content].join("\n")}\n`)}\n`;
}
