import type { ProductLine } from "./catalogue-lines";
import { hexOf } from "./colors";

/** What materials look like; the first that a product's tags speak of is taken. */
const materialColors: readonly (readonly [RegExp, string])[] = [
  [/\bpillow\b/, "#f1ece2"],
  [/cast-iron|carbon-steel/, "#44474d"],
  [/brass/, "#c4a04e"],
  [/bronze/, "#a5763f"],
  [/walnut/, "#7d5538"],
  [/\b(oak|ash|beech|maple|acacia|larch|cedar|basswood|rubberwood|cherry)\b/, "#c79a66"],
  [/bamboo|rattan|seagrass|jute|sisal|raffia|rope|cardboard/, "#cda873"],
  [/cork/, "#c4976a"],
  [/terracotta/, "#bf7250"],
  [/leather|suede|nubuck/, "#8d5c3b"],
  [/stainless|titanium|galvanized|aluminum|aluminized|corrugated-steel/, "#a9b2bb"],
  [/beeswax|soy-wax|rapeseed-wax/, "#ecd9ae"],
];

const fruitColors: readonly (readonly [RegExp, string])[] = [
  [/strawberry|tomato|raspberry/i, "#bd3442"],
  [/damson|blackcurrant|plum|fig/i, "#5c2b4f"],
  [/apricot|mango|quince/i, "#e09a3e"],
  [/apple/i, "#c9ae5a"],
  [/rhubarb|beetroot/i, "#b5476a"],
  [/onion/i, "#9a5b36"],
];

/** The color that the thing itself has: its first color option, else its fruit's or material's; or none. */
export function ownColor(product: ProductLine): string | undefined {
  const color = product.options.find(({ name }) => name === "Color")?.values[0];
  if (color) return hexOf(color);
  if (product.category === "preserves") return found(fruitColors, product.name);
  return found(materialColors, product.tags.join(" "));
}

function found(table: readonly (readonly [RegExp, string])[], text: string): string | undefined {
  return table.find(([pattern]) => pattern.test(text))?.[1];
}
