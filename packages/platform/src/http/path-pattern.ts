const parameter = /\{([A-Za-z][A-Za-z0-9]*)\}/g;

/** The names in braces: `["id"]` of `/orders/{id}`. */
export function parametersOf(path: string): string[] {
  return [...path.matchAll(parameter)].map((match) => String(match[1]));
}

/** As Express writes it: `/orders/:id`. */
export function expressPath(path: string): string {
  return path.replace(parameter, ":$1");
}

/** Matches a path with its parameters filled in; each is a group. */
export function shapeOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(parameter, "([^/]+)")}$`);
}

/** The path of a call with its parameters filled in, each a single encoded segment. */
export function fillPath(path: string, values: Readonly<Record<string, unknown>>): string {
  return path.replace(parameter, (_, name: string) => encodeURIComponent(String(values[name])));
}

/** Sorts the more particular path first, so that `/products/export` is not taken for a product. */
export function byParticularity(one: string, other: string): number {
  const [left, right] = [one.split("/"), other.split("/")];
  for (let at = 1; at < Math.min(left.length, right.length); at++) {
    const open = Number(left[at]?.startsWith("{")) - Number(right[at]?.startsWith("{"));
    if (open !== 0) return open;
  }
  return right.length - left.length;
}
