import { createRequire } from "node:module";

type AttributeValue = Record<string, unknown>;
type Unused = Record<string, boolean>;

/** What dynalite's parsers are told beside the text. They strike names and values that the text uses off the last two. */
interface Context {
  attrNames?: Record<string, string>;
  attrVals?: Record<string, AttributeValue>;
  unusedAttrNames: Unused;
  unusedAttrVals: Unused;
}

type Parse = (text: string, options: { context: Context }) => unknown;

/** What a text means, with holes where its values belong. */
interface Known {
  meaning: unknown;
  names: string[];
  values: string[];
}

class Hole {
  constructor(readonly name: string) {}
}

/** A service sends some dozens of texts; those that are made up for each item must not fill the memory. */
const mostKnown = 2_000;

/** Where a value itself decides whether the text is right, and not just its type. */
const looksAtValues = /between|attribute_type/i;

const remembering = new WeakSet<Parse>();

/**
 * Has dynalite's parsers remember expressions: to read one costs more than the rest of the operation, and services send
 * the same ones over and over, with other values. What is wrong is read anew each time.
 */
export function rememberExpressions(): void {
  const load = createRequire(__filename);
  for (const name of ["conditionParser", "updateParser", "projectionParser"]) {
    const parser = load(`dynalite/db/${name}`) as { parse: Parse };
    if (!remembering.has(parser.parse)) parser.parse = remembered(parser.parse);
  }
}

function remembered(parse: Parse): Parse {
  const known = new Map<string, Known>();
  const parseOnce: Parse = (text, options) => {
    const { context } = options;
    if (looksAtValues.test(text)) return parse(text, options);
    const key = keyOf(text, context);
    let found = known.get(key);
    if (!found) {
      const read = readAlone(parse, text, options);
      // Nothing but what is wrong with it.
      if (typeof read === "string") return read;
      found = read;
      if (known.size >= mostKnown) known.clear();
      known.set(key, found);
    }
    for (const name of found.names) delete context.unusedAttrNames[name];
    for (const name of found.values) delete context.unusedAttrVals[name];
    return filled(found.meaning, context.attrVals ?? {});
  };
  remembering.add(parseOnce);
  return parseOnce;
}

/** The same for all requests whose expression means the same but for the values. */
function keyOf(text: string, { attrNames, attrVals = {} }: Context): string {
  const types: string[] = [];
  for (const name in attrVals) for (const type in attrVals[name]) types.push(name, type);
  return JSON.stringify([text, attrNames, types]);
}

/** A request's other expressions may have used a name already, so that this one is read as if it were the only one. */
function readAlone(parse: Parse, text: string, options: { context: Context }): Known | string {
  const { attrNames = {}, attrVals = {} } = options.context;
  const unusedAttrNames: Unused = Object.fromEntries(Object.keys(attrNames).map((name) => [name, true]));
  const unusedAttrVals: Unused = Object.fromEntries(Object.keys(attrVals).map((name) => [name, true]));
  const meaning = parse(text, { context: { ...options.context, unusedAttrNames, unusedAttrVals } });
  if (typeof meaning === "string") return meaning;
  return {
    meaning: withHoles(meaning, new Map(Object.entries(attrVals).map(([name, value]) => [value, name]))),
    names: Object.keys(attrNames).filter((name) => !unusedAttrNames[name]),
    values: Object.keys(attrVals).filter((name) => !unusedAttrVals[name]),
  };
}

function withHoles(part: unknown, nameOf: ReadonlyMap<unknown, string>): unknown {
  const name = nameOf.get(part);
  return name === undefined ? copied(part, (inner) => withHoles(inner, nameOf)) : new Hole(name);
}

/** A copy for one operation: dynalite writes into what its parsers give. */
function filled(part: unknown, values: Record<string, AttributeValue>): unknown {
  return part instanceof Hole ? values[part.name] : copied(part, (inner) => filled(inner, values));
}

function copied(part: unknown, copy: (inner: unknown) => unknown): unknown {
  if (typeof part !== "object" || part === null) return part;
  if (Array.isArray(part)) return part.map(copy);
  const object = Object.create(Object.getPrototypeOf(part) as object | null) as Record<string, unknown>;
  for (const key in part) object[key] = copy((part as Record<string, unknown>)[key]);
  return object;
}
