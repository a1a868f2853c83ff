import { type ColorName, colors } from "./colors";
import type { Choice, ChoiceValue } from "./department";

/** A value as a table writes it: its name, and the factors of price and weight where they are not 1. */
type Value = string | readonly [name: string, price: number, weight?: number];

function choiceValue(value: Value): ChoiceValue {
  const [name, price, weight] = typeof value === "string" ? [value] : value;
  return { name, code: codeOf(name), ...(price && { price }), ...(weight && { weight }) };
}

/** `Unscented` → `UNSC`, `Refill Pouch` → `REFPOU`, `Set of 2` → `SET2`, `20 x 30 in` → `20X30IN`. */
function codeOf(name: string): string {
  const words = name.split(/[^A-Za-z0-9.]+/).filter((word) => word && !/^(of|and|with)$/i.test(word));
  const length = words.length === 1 ? 4 : 3;
  return words.map((word) => (/\d/.test(word) ? word : word.slice(0, length)).toUpperCase()).join("");
}

/** An option in the colors named. */
export function inColors(take: Choice["take"], ...names: ColorName[]): Choice {
  const values = names.map((name) => ({ name, code: colors[name][0] }));
  return { name: "Color", values, take, pick: "any", said: "in {list}" };
}

/** An option whose values follow one another, as sizes do: a product has a stretch of them. */
export function inSizes(
  name: string,
  take: Choice["take"],
  values: readonly Value[],
  said = "in sizes {run}",
): Choice {
  return { name, values: values.map(choiceValue), take, pick: "stretch", said };
}

/** An option of which a product has any of the values. */
export function inKinds(
  name: string,
  take: Choice["take"],
  values: readonly Value[],
  said = "in {list}",
): Choice {
  return { name, values: values.map(choiceValue), take, pick: "any", said };
}

/** An option whose first value every product has, and whose further ones come with it or not. */
export function withExtras(
  name: string,
  values: readonly Value[],
  said: string,
  most = values.length,
): Choice {
  return { name, values: values.map(choiceValue), take: [1, most], pick: "first", said };
}

export const clothingSizes = inSizes("Size", [4, 6], ["XS", "S", "M", "L", "XL", "XXL"]);
export const shoeSizes = inSizes(
  "Size",
  [6, 8],
  ["6", "7", "8", "9", "10", "11", "12", "13"],
  "in US sizes {run}",
);
export const bedSizes = inSizes(
  "Size",
  [2, 4],
  [["Twin", 0.8, 0.75], ["Full", 0.9, 0.88], "Queen", ["King", 1.2, 1.2]],
  "for beds from {run}",
);
