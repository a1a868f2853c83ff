import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { apiPrefix } from "@shopeasy/contracts/route-table";
import absolutePath from "swagger-ui-dist/absolute-path";

/** What a page needs that an API does not: its own scripts, the pictures and styles that Swagger UI writes inline. */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join("; ");

const assets = `${apiPrefix}/docs`;

export const documentationPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>ShopEasy API</title>
    <link rel="stylesheet" href="${assets}/swagger-ui.css">
    <link rel="icon" type="image/png" href="${assets}/favicon-32x32.png">
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="${assets}/swagger-ui-bundle.js"></script>
    <script src="${assets}/initializer.js"></script>
  </body>
</html>
`;

const initializer = `SwaggerUIBundle({
  url: "${apiPrefix}/openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  tryItOutEnabled: true,
});
`;

const script = "text/javascript; charset=utf-8";

const fromPackage: Readonly<Record<string, string>> = {
  "swagger-ui.css": "text/css; charset=utf-8",
  "swagger-ui-bundle.js": script,
  "favicon-32x32.png": "image/png",
};

/** What the page loads, by its name; undefined for anything else. */
export async function documentationAsset(
  name: string,
): Promise<{ content: string | Buffer; contentType: string } | undefined> {
  if (name === "initializer.js") return { content: initializer, contentType: script };
  const contentType = Object.hasOwn(fromPackage, name) ? fromPackage[name] : undefined;
  if (contentType === undefined) return undefined;
  return { content: await readFile(join(absolutePath(), name)), contentType };
}
