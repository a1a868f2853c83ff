import { json } from "node:stream/consumers";
import { Pool } from "undici";
import { serveFloor } from "./serve-floor";

/**
 * Bare `node:http` that sends the same DynamoDB the cart service's own write, and nothing around it: how fast the
 * emulator takes it. No piece is added, so that no line ever fills up.
 */
void serveFloor(({ write }) => {
  if (!write) throw new Error("There is no write to repeat");
  const pool = new Pool(write.endpoint, { connections: 64 });
  const { body, cartId: recordedCart, sku: recordedSku, name } = write;
  const template = body.replace('":quantity":{"N":"1"}', '":quantity":{"N":"0"}');
  const headers = {
    "x-amz-target": "DynamoDB_20120810.UpdateItem",
    "content-type": "application/x-amz-json-1.0",
  };
  let writes = 0;

  return async (request, response) => {
    const [, cartId] = /\/carts\/([^/]+)\/items$/.exec(request.url ?? "") ?? [];
    if (cartId === undefined) {
      response.writeHead(404).end();
      return;
    }
    const { sku } = (await json(request)) as { sku: string };
    const update = template
      .replaceAll(recordedCart, cartId)
      .replaceAll(recordedSku, sku)
      .replaceAll(name, `${name}${writes++}`);
    const answer = await pool.request({ method: "POST", path: "/", headers, body: update });
    const bytes = Buffer.from(await answer.body.arrayBuffer());
    response.writeHead(answer.statusCode, {
      "content-type": "application/json; charset=utf-8",
      "content-length": bytes.length,
    });
    response.end(bytes);
  };
});
