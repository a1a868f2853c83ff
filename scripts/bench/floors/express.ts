import { apiPrefix } from "@shopeasy/contracts/route-table";
import express, { type RequestHandler } from "express";
import { serveFloor } from "./serve-floor";

/**
 * Bare Express 5 that answers from memory, with the routes that the service has. It makes no ETag, for that would hash
 * each body, which the service does not do either: the floor is not made slower than it has to be.
 */
void serveFloor(({ content }) => {
  const answers = new Map(Object.entries(content).map(([path, body]) => [path, Buffer.from(body)]));
  const answer: RequestHandler = (request, response) => {
    const body = answers.get(request.originalUrl);
    if (body) response.type("json").send(body);
    else response.sendStatus(404);
  };
  return express()
    .disable("etag")
    .get(`${apiPrefix}/products`, answer)
    .get(`${apiPrefix}/products/:idOrSlug`, answer)
    .get(`${apiPrefix}/search/suggestions`, answer)
    .get(`${apiPrefix}/reviews`, answer)
    .post(`${apiPrefix}/carts/:id/items`, express.json(), answer);
});
