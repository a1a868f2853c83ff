import { z } from "zod";

interface DescribedRoute {
  method: string;
  path: string;
  body?: z.ZodType;
  responses: Readonly<Record<number, { schema?: z.ZodType }>>;
}

/** All bodies and answers of routes, by name: each is to have an example. */
export function describedSchemas(routes: readonly DescribedRoute[]): { name: string; schema: z.ZodType }[] {
  return routes.flatMap(({ method, path, body, responses }) => [
    ...(body ? [{ name: `the body of ${method} ${path}`, schema: body }] : []),
    ...Object.entries(responses).flatMap(([status, { schema }]) =>
      schema ? [{ name: `the ${status} of ${method} ${path}`, schema }] : [],
    ),
  ]);
}

/**
 * The example that a reader of the API's document is shown: a schema's own, or one that is put together from those of
 * its members. Undefined where a member that can't be left out has none.
 */
export function exampleOf(schema: z.ZodType): unknown {
  const example = schema.meta()?.example;
  if (example !== undefined) return example;
  if (schema instanceof z.ZodObject) return objectExample(schema);
  if (schema instanceof z.ZodArray) return listExample(exampleOf(schema.element as z.ZodType));
  if (schema instanceof z.ZodNullable) return exampleOf(schema.unwrap() as z.ZodType) ?? null;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return exampleOf(schema.unwrap() as z.ZodType);
  }
  if (schema instanceof z.ZodLiteral) return [...schema.values][0];
  if (schema instanceof z.ZodEnum) return schema.options[0];
  if (schema instanceof z.ZodBoolean) return true;
  if (schema instanceof z.ZodNumber) return 1;
  return undefined;
}

function objectExample(schema: z.ZodObject): Record<string, unknown> | undefined {
  const members = Object.entries(schema.shape as Record<string, z.ZodType>).map(
    ([name, member]) => [name, exampleOf(member), member] as const,
  );
  const isShown = members.every(([, example, member]) => example !== undefined || member.isOptional());
  return isShown ? Object.fromEntries(members.filter(([, example]) => example !== undefined)) : undefined;
}

const listExample = (element: unknown) => (element === undefined ? undefined : [element]);
