import type { z } from "zod";

/**
 * Where in a schema of what is sent an unknown field would be lost in silence: the path of the first object that is
 * not strict, or undefined. Looks through optionals, arrays, unions, pipes and records.
 */
export function looseObjectIn(
  schema: z.core.$ZodType,
  path = "",
  seen = new Set<unknown>(),
): string | undefined {
  if (seen.has(schema)) return undefined;
  seen.add(schema);
  const def = definitionOf(schema);

  switch (def.type) {
    case "object": {
      if (def.catchall?._zod.def.type !== "never") return path || "the whole";
      return firstOf(Object.entries(def.shape), ([key, part]) => looseObjectIn(part, `${path}.${key}`, seen));
    }
    case "array":
      return looseObjectIn(def.element, `${path}[]`, seen);
    case "tuple":
      return firstOf(def.items, (part) => looseObjectIn(part, `${path}[]`, seen));
    case "union":
      return firstOf(def.options, (option) => looseObjectIn(option, path, seen));
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "nonoptional":
    case "readonly":
    case "catch":
      return looseObjectIn(def.innerType, path, seen);
    case "pipe":
      return looseObjectIn(def.in, path, seen);
    case "record":
      return looseObjectIn(def.valueType, `${path}.*`, seen);
    default:
      return undefined;
  }
}

/** Names of an object schema's members that take a list: a query's `?tag=a&tag=b`. */
export function listMembersOf(schema: z.ZodType | undefined): string[] {
  const def = schema && definitionOf(schema);
  if (def?.type !== "object") return [];
  return Object.entries(def.shape).flatMap(([name, part]) => (takesList(part) ? [name] : []));
}

function takesList(schema: z.core.$ZodType): boolean {
  const def = definitionOf(schema);
  if (def.type === "pipe") return takesList(def.in);
  if ("innerType" in def) return takesList(def.innerType as z.core.$ZodType);
  return def.type === "array";
}

/** What zod keeps of a schema, told apart by `type`. */
function definitionOf(schema: z.core.$ZodType): z.core.$ZodTypes["_zod"]["def"] {
  return schema._zod.def as z.core.$ZodTypes["_zod"]["def"];
}

function firstOf<Item>(items: Iterable<Item>, find: (item: Item) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
