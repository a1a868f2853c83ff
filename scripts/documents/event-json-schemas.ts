import { type EventType, eventSchemas } from "@shopeasy/contracts/events";
import { z } from "zod";

/** JSON Schema (draft 7, as AsyncAPI takes it), as far as zod writes it for an event. */
export interface JsonSchema {
  type?: string;
  format?: string;
  pattern?: string;
  const?: unknown;
  enum?: unknown[];
  description?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  additionalProperties?: JsonSchema | boolean;
  anyOf?: JsonSchema[];
}

/** The schema of each event's whole envelope, by type. */
export type EventJsonSchemas = Record<string, JsonSchema>;

/** Of all events as they are now: what is published, so a reader must bear fields that it does not know. */
export function eventJsonSchemas(): EventJsonSchemas {
  const types = Object.keys(eventSchemas) as EventType[];
  return Object.fromEntries(types.map((type) => [type, schemaOf(type)]));
}

function schemaOf(type: EventType): JsonSchema {
  const { $schema: _, definitions, ...schema } = z.toJSONSchema(eventSchemas[type], settings);
  return inPlace(schema, Object(definitions)) as JsonSchema;
}

const settings = { io: "input", target: "draft-7" } as const;

/** What a reference names, where it stands: each schema is whole, and can be compared by itself. */
function inPlace(schema: unknown, definitions: Readonly<Record<string, object>>): unknown {
  return JSON.parse(JSON.stringify(schema), (_key, value) => {
    const { $ref } = Object(value) as { $ref?: unknown };
    if (typeof $ref !== "string") return value;
    const { id: _, ...definition } = Object(definitions[$ref.replace("#/definitions/", "")]);
    return inPlace(definition, definitions);
  });
}
