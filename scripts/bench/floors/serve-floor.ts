import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type { FloorOrder, FloorReady } from "./floor-order";

/** Serves what `listenerOf` makes of the order, on a free loopback port, until the bench ends. */
export async function serveFloor(listenerOf: (order: FloorOrder) => RequestListener): Promise<void> {
  process.on("disconnect", () => process.exit());
  const [order] = (await once(process, "message")) as [FloorOrder];
  const server = createServer(listenerOf(order)).listen(0, "127.0.0.1");
  await once(server, "listening");
  process.send?.({ port: (server.address() as AddressInfo).port } satisfies FloorReady);
}
