import {
  OpenAPIRegistry,
  OpenApiGeneratorV31,
  type ResponseConfig,
  type RouteConfig,
} from "@asteasolutions/zod-to-openapi";
import { z } from "zod";
import { apiPrefix } from "./app";
import { noticeHeader, noticeMeaning } from "./maintenance";
import { problemsOf, statusText } from "./openapi-problems";
import type { Access, ResponseDefinition, Route } from "./route";

export interface DocumentInfo {
  title: string;
  version: string;
  description: string;
}

const usualInfo: DocumentInfo = {
  title: "ShopEasy",
  version: "1.0.0",
  description: `The HTTP API of the shop. Errors are RFC 9457 problems. While maintenance is planned, every answer has \`${noticeHeader}\`. ${noticeMeaning}`,
};

type DescribedRoute = Omit<Route<never>, "handle">;

/**
 * One OpenAPI 3.1 document of the routes of all services, which are its tags. For scripts: a service serves the
 * finished document.
 */
export function openApiDocument(
  routesByService: Readonly<Record<string, readonly DescribedRoute[]>>,
  info: DocumentInfo = usualInfo,
): Record<string, unknown> {
  const registry = new OpenAPIRegistry();
  registry.registerComponent("securitySchemes", "accessToken", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "An access token from POST /auth/login.",
  });
  for (const [service, routes] of Object.entries(routesByService)) {
    for (const route of routes) if (!route.isPage) registry.registerPath(pathOf(service, route));
  }

  const document = new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: "3.1.0",
    info: { ...info },
    servers: [{ url: apiPrefix }],
    tags: Object.keys(routesByService).map((name) => ({ name })),
  });
  return JSON.parse(JSON.stringify(document));
}

const Problem = z
  .looseObject({
    type: z.string().meta({ example: "https://shopeasy.dev/problems/not-found" }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().meta({ description: "The request's id, as in X-Request-Id." }),
  })
  .meta({ id: "Problem", description: "RFC 9457. The last segment of `type` is the code." });

const InvalidRequest = Problem.extend({
  errors: z.array(z.object({ path: z.string().meta({ example: "items[0].quantity" }), message: z.string() })),
}).meta({ id: "InvalidRequest" });

function pathOf(service: string, route: DescribedRoute): RouteConfig {
  const responses: Record<string, ResponseConfig> = {};
  for (const [status, codes] of problemsOf(route)) {
    const content = {
      "application/problem+json": { schema: status === 400 ? InvalidRequest : Problem },
    };
    responses[status] = {
      description: `${statusText(status)}: ${codes.map((code) => `\`${code}\``).join(", ")}`,
      content,
    };
  }
  for (const [status, definition] of Object.entries(route.responses)) {
    responses[status] = responseOf(definition, route.cache !== undefined && status === "200");
  }
  if (route.cache) responses[304] = { description: "Not modified" };

  return {
    method: route.method.toLowerCase() as Lowercase<typeof route.method>,
    path: route.path,
    operationId: operationIdOf(route),
    summary: route.summary,
    ...(route.description !== undefined && { description: route.description }),
    tags: [service],
    security: securityOf(route.access),
    request: {
      ...(route.params && { params: route.params as z.ZodObject }),
      ...(route.query && { query: route.query as z.ZodObject }),
      ...(route.headers instanceof z.ZodObject && { headers: withProperNames(route.headers) }),
      ...bodyOf(route),
    },
    responses,
  };
}

function responseOf(
  { description, schema, headers, contentType }: ResponseDefinition,
  tagged: boolean,
): ResponseConfig {
  const named = { ...headers, ...(tagged && { ETag: "Give it back as If-None-Match." }) };
  const documented = Object.entries(named).map(([name, text]) => [
    name,
    { description: text, schema: { type: "string" as const } },
  ]);
  return {
    description,
    ...(documented.length > 0 && { headers: Object.fromEntries(documented) }),
    ...(schema && { content: { [contentType ?? "application/json"]: { schema } } }),
    ...(!schema && contentType !== undefined && { content: { [contentType]: {} } }),
  };
}

function bodyOf(route: DescribedRoute): Pick<NonNullable<RouteConfig["request"]>, "body"> {
  if (route.streamedBody) {
    return {
      body: { required: true, content: Object.fromEntries(route.streamedBody.map((type) => [type, {}])) },
    };
  }
  if (!route.body) return {};
  const required = !route.body.safeParse(undefined).success;
  return { body: { required, content: { "application/json": { schema: route.body } } } };
}

function securityOf(access: Access): Record<string, string[]>[] {
  if (access === "open") return [];
  return access === "public" ? [{}, { accessToken: [] }] : [{ accessToken: [] }];
}

/** Headers are declared in lower case, as node gives them; people write `Idempotency-Key`. */
function withProperNames(headers: z.ZodObject): z.ZodObject {
  const named = Object.entries(headers.shape).map(([name, schema]) => [
    name.split("-").map(capital).join("-"),
    schema,
  ]);
  return z.object(Object.fromEntries(named));
}

/** `GET /orders/{id}` is `getOrdersById`. */
function operationIdOf({ method, path }: DescribedRoute): string {
  const words = path.split(/[/-]/).filter(Boolean);
  const parts = words.map((word) =>
    word.startsWith("{") ? `By${capital(word.slice(1, -1))}` : capital(word),
  );
  return method.toLowerCase() + parts.join("").replaceAll(/[^A-Za-z0-9]/g, "");
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
