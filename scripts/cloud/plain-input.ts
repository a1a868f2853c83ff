import type { Json } from "./aws-json";

/** How dynalite and kinesalite describe a parameter. */
type Rule = string | { type?: string; children?: unknown };

/**
 * Whether each parameter is known and of its type, as far as can be told at a glance: then their own check gives a copy
 * of just this input. Of anything unusual, as binary values, it is not said; their check then tells.
 */
export function isPlain(input: Json, rules: Json): boolean {
  for (const name in input) {
    if (!isOfType(input[name], rules[name] as Rule | undefined)) return false;
  }
  return true;
}

function isOfType(value: unknown, rule: Rule | undefined): boolean {
  if (rule === undefined) return false;
  const { type, children } = typeof rule === "string" ? { type: rule, children: undefined } : rule;
  if (type === "String") return isText(value);
  if (type === "Boolean") return typeof value === "boolean";
  if (!type?.startsWith("Map<")) return false;
  if (children === "AttrStruct<ValueStruct>") return isMapOf(value, isAttributeValue);
  return children === "String" && isMapOf(value, isText);
}

function isAttributeValue(value: unknown): boolean {
  if (!isObject(value)) return false;
  let types = 0;
  for (const type in value) {
    types += 1;
    if (!isOfAttributeType(value[type], type)) return false;
  }
  return types === 1;
}

function isOfAttributeType(value: unknown, type: string): boolean {
  switch (type) {
    case "S":
    case "N":
      return isText(value);
    case "BOOL":
    case "NULL":
      return typeof value === "boolean";
    case "SS":
    case "NS":
      return Array.isArray(value) && value.every(isText);
    case "L":
      return Array.isArray(value) && value.every(isAttributeValue);
    case "M":
      return isMapOf(value, isAttributeValue);
    default:
      return false;
  }
}

function isMapOf(value: unknown, isMember: (member: unknown) => boolean): boolean {
  if (!isObject(value)) return false;
  for (const name in value) if (!isMember(value[name])) return false;
  return true;
}

const isText = (value: unknown): value is string => typeof value === "string";
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
