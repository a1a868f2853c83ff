import postgres from "postgres";
import { detailStatement } from "./detail-statement";
import { serveFloor } from "./serve-floor";

/** Bare `node:http` with postgres.js: catalog's own statement against the same database, and nothing around it. */
void serveFloor(({ databaseUrl }) => {
  const sql = postgres(databaseUrl, { max: 10, connection: { application_name: "bench" } });
  return async (request, response) => {
    const slug = request.url?.split("/").at(-1) ?? "";
    const [row] = await sql.unsafe(detailStatement, [slug], { prepare: true });
    if (!row) {
      response.writeHead(404).end();
      return;
    }
    const { etag, document } = row;
    const body = Buffer.from(document);
    response.writeHead(200, {
      "content-type": "application/json; charset=utf-8",
      "content-length": body.length,
      etag,
    });
    response.end(body);
  };
});
