import type { IncomingMessage } from "node:http";
import { parse as parseQuery } from "node:querystring";
import type { z } from "zod";
import { InvalidInput, type InvalidValue } from "../errors";
import { invalidValues } from "../invalid-values";
import { listMembersOf } from "./strictness";

/** Parses one part of a request; undefined where the route declares none of it. */
export type ReadValues<Source> = (source: Source) => unknown;

/** @throws InvalidInput naming every fault */
export function parseWith(schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InvalidInput(invalidValues(parsed.error));
}

/** By default what comes after the thousandth parameter would be lost in silence. */
const parseWhole = (query: string) => parseQuery(query, "&", "=", { maxKeys: 0 });

/** The query by its schema: a member that takes a list is one however often it is given, any other is given once. */
export function queryReader(schema: z.ZodType | undefined): ReadValues<string> {
  const lists = listMembersOf(schema);

  return (url) => {
    const start = url.indexOf("?");
    const query = start === -1 ? {} : parseWhole(url.slice(start + 1));
    if (!schema) {
      refuse(Object.keys(query).map((path) => ({ path, message: "Unknown parameter" })));
      return undefined;
    }
    const repeated: InvalidValue[] = [];
    for (const [name, value] of Object.entries(query)) {
      if (lists.includes(name)) {
        if (!Array.isArray(value)) query[name] = value === undefined ? [] : [value];
      } else if (Array.isArray(value)) {
        repeated.push({ path: name, message: "Given more than once" });
      }
    }
    refuse(repeated);
    return parseWith(schema, query);
  };
}

/** The headers that the schema names; others are nobody's business. */
export function headersReader(schema: z.ZodType | undefined): ReadValues<IncomingMessage> {
  return schema ? (request) => parseWith(schema, request.headers) : () => undefined;
}

export function paramsReader(schema: z.ZodType | undefined): ReadValues<unknown> {
  return schema ? (params) => parseWith(schema, params) : () => undefined;
}

function refuse(faults: readonly InvalidValue[]): void {
  if (faults.length > 0) throw new InvalidInput(faults);
}
