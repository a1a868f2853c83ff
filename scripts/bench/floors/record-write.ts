import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { LocalShop } from "../../shop/local-shop";
import { BenchError } from "../bench-error";
import { openCarts } from "../catalogue";
import { startSecondService } from "../second-service";
import { ask } from "../shop-api";
import type { RecordedWrite } from "./floor-order";

/** What one more cart service sends to DynamoDB to add a piece of a SKU to a cart. Linux only. */
export async function recordWrite(shop: LocalShop, build: string, sku: string): Promise<RecordedWrite> {
  const endpoint = shop.endpoints.dynamodb ?? "";
  const recorder = await startRecorder(endpoint);
  const cart = await startSecondService("cart", shop, build, { AWS_ENDPOINT_URL_DYNAMODB: recorder.url });
  try {
    const [cartId = ""] = await openCarts(cart.origin, 1);
    await ask("POST", { origin: cart.origin, path: `/carts/${cartId}/items`, body: { sku, quantity: 1 } });
    const body = recorder.updates[0];
    if (body === undefined) throw new BenchError("The cart service added a piece without an UpdateItem.");
    const { ExpressionAttributeValues: values } = JSON.parse(body);
    return { endpoint, body, cartId, sku, name: values[":name"].S };
  } finally {
    await cart.stop();
    recorder.stop();
  }
}

/** Stands before DynamoDB and keeps the bodies of the UpdateItems that pass. */
async function startRecorder(endpoint: string) {
  const updates: string[] = [];
  const server = createServer(async (request, response) => {
    const { "x-amz-target": target = "", "content-type": contentType = "" } = request.headers;
    const body = await buffer(request);
    if (String(target).endsWith(".UpdateItem")) updates.push(body.toString());
    const headers = { "x-amz-target": String(target), "content-type": contentType };
    const answer = await fetch(endpoint, { method: "POST", headers, body });
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" });
    response.end(Buffer.from(await answer.arrayBuffer()));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    updates,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
