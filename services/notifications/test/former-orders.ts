import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getOrderConfirmations } from "@shopeasy/contracts/internal/orders";

/** A front of orders that knows no call for several confirmations, as the release before it. */
export async function formerOrders(ordersUrl: string) {
  const server = createServer(async ({ url = "", headers: { authorization = "" } }, response) => {
    const isUnknown = url === getOrderConfirmations.path;
    // At an address where there is nothing, orders itself says so.
    const answer = await fetch(new URL(isUnknown ? "/internal/nothing" : url, ordersUrl), {
      headers: { authorization },
    });
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" });
    response.end(await answer.text());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
