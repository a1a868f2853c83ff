import type { EventJsonSchemas, JsonSchema } from "./event-json-schemas";

/**
 * What has become of released events that those who consume them can't bear: a type or a field that is gone, may now be
 * missing, or is of another kind. What was added harms nobody. One sentence a fault.
 */
export function eventFaults(released: EventJsonSchemas, now: EventJsonSchemas): string[] {
  return Object.entries(released).flatMap(([type, before]) => {
    const after = now[type];
    return after
      ? faultsIn(type, before, after)
      : [`${type}: the event is gone, and somebody may wait for it.`];
  });
}

function faultsIn(path: string, before: JsonSchema, now: JsonSchema): string[] {
  const kinds = kindsOf(before);
  const added = kindsOf(now).filter((kind) => !kinds.includes(kind));
  if (added.length > 0) {
    return [`${path}: was ${kinds.join(" or ")}, and may now be ${added.join(" or ")}.`];
  }
  return alternativesOf(before).flatMap((one) => {
    const counterpart = alternativesOf(now).find((other) => kindOf(other) === kindOf(one));
    return counterpart ? faultsWithin(path, one, counterpart) : [];
  });
}

function faultsWithin(path: string, before: JsonSchema, now: JsonSchema): string[] {
  const fields = Object.entries(before.properties ?? {}).flatMap(([name, field]) => {
    const place = `${path}.${name}`;
    const after = now.properties?.[name];
    if (!after) return [`${place}: the field is gone.`];
    const wasRequired = before.required?.includes(name) && !now.required?.includes(name);
    return [...(wasRequired ? [`${place}: may now be missing.`] : []), ...faultsIn(place, field, after)];
  });
  const items = before.items && now.items ? faultsIn(`${path}[]`, before.items, now.items) : [];
  return [...fields, ...items];
}

const alternativesOf = (schema: JsonSchema): JsonSchema[] => schema.anyOf ?? [schema];

const kindsOf = (schema: JsonSchema): string[] => alternativesOf(schema).flatMap(valuesOf);

/** Values that are listed are kinds of their own: another one is news to a reader that knows these. */
function valuesOf(schema: JsonSchema): string[] {
  const values = schema.enum ?? ("const" in schema ? [schema.const] : null);
  return values ? values.map((value) => JSON.stringify(value)) : [kindOf(schema)];
}

const kindOf = ({ type = "anything", format }: JsonSchema): string => (format ? `${type} (${format})` : type);
