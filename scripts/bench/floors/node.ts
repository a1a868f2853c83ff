import { serveFloor } from "./serve-floor";

/** Bare `node:http` that answers from memory: as fast as Node speaks HTTP. */
void serveFloor(({ content }) => {
  const answers = new Map(Object.entries(content).map(([path, body]) => [path, Buffer.from(body)]));
  return (request, response) => {
    const body = answers.get(request.url ?? "");
    if (!body) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      "content-type": "application/json; charset=utf-8",
      "content-length": body.length,
    });
    response.end(body);
  };
});
