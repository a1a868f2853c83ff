import { brandOfSlug, kindOfSku } from "./assortment";
import type { ProductLine } from "./catalogue-lines";
import { ownColor } from "./picture-colors";
import { seedOf } from "./random";
import { type ShapeName, shapes } from "./shapes/shapes";
import { line, type Paint } from "./shapes/strokes";
import { lightness, mixed } from "./tint";

const fallback = ["#4f6d7a", "#ead7b7"] as const;

/**
 * A product's picture as an SVG document of less than 4 kB, in the colors of its brand.
 * It draws the thing that the product is, in its first color, on a backdrop that differs from one to the next.
 */
export function drawPicture(product: ProductLine): string {
  const [main, beside] = brandOfSlug(product.brand)?.palette ?? fallback;
  const own = ownColor(product);
  const body = own ?? main;
  const title = escaped(product.images[0]?.alt ?? product.name);
  const shape = shapes[shapeOf(product)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" role="img" aria-labelledby="t">`,
    `<title id="t">${title}</title>`,
    `<defs>${gradient("m", mixed(body, "#ffffff", 0.22), body, mixed(body, "#101820", 0.24))}`,
    `${gradient("s", "#eef1f4", "#c3cad1", "#939ca6")}${gradient("w", "#d9b27e", "#c0915a", "#9c7042")}</defs>`,
    backdrop(product.slug, main, beside, body),
    `<ellipse cx="200" cy="322" rx="132" ry="13" fill="#1d2230" opacity=".16"/>`,
    ...shape(paintOf(body, own ? main : beside)),
    `<text x="200" y="374" text-anchor="middle" font-family="Georgia,serif" font-size="17" letter-spacing="2"`,
    ` fill="${mixed(main, "#101820", 0.35)}">${escaped(brandOfSlug(product.brand)?.name ?? "")}</text></svg>`,
  ].join("");
}

function shapeOf({ name, variants }: ProductLine): ShapeName {
  const kind = kindOfSku(variants[0]?.sku ?? "");
  const words = name.split(/[ ,]+/);
  const spec = kind?.specs?.find((candidate) => candidate.shape && words.includes(candidate.name));
  return spec?.shape ?? kind?.shape ?? "book";
}

function paintOf(body: string, accent: string): Paint {
  const dark = lightness(body) < 0.32;
  return {
    main: "url(#m)",
    flat: body,
    deep: dark ? mixed(body, "#ffffff", 0.14) : mixed(body, "#101820", 0.32),
    pale: mixed(body, "#ffffff", dark ? 0.38 : 0.5),
    accent: Math.abs(lightness(accent) - lightness(body)) < 0.14 ? "#e0a545" : accent,
    steel: "url(#s)",
    wood: "url(#w)",
    ink: "#2e323b",
    paper: "#fbf6ec",
    shine: "#ffffff59",
    glass: "#d7ebeecc",
  };
}

/** A ground that lets the thing stand out, whatever its color, and one of four quiet figures behind it. */
function backdrop(slug: string, main: string, beside: string, body: string): string {
  const tone = lightness(body) > 0.7 ? mixed(main, "#ffffff", 0.55) : mixed(beside, "#ffffff", 0.45);
  const figure = mixed(tone, "#ffffff", 0.42);
  const figures = [
    `<circle cx="200" cy="190" r="152" fill="${figure}"/>`,
    `<path d="M58 330V196a142 142 0 0 1 284 0v134z" fill="${figure}"/>`,
    `<path d="M0 236q100-60 200-20t200-30v214H0z" fill="${figure}"/>`,
    `<path d="M0 330V120L280 0h120v210z" fill="${figure}"/>`,
  ];
  return [
    `<rect width="400" height="400" fill="${tone}"/>`,
    figures[(seedOf(slug) >>> 5) % figures.length],
    line("M120 390h160", mixed(tone, main, 0.25), 2),
  ].join("");
}

function gradient(id: string, light: string, middle: string, dark: string): string {
  return `<linearGradient id="${id}" x1="0" y1="0" x2="1" y2=".35"><stop stop-color="${light}"/><stop offset=".5" stop-color="${middle}"/><stop offset="1" stop-color="${dark}"/></linearGradient>`;
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
