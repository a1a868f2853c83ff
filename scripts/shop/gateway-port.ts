import { once } from "node:events";
import { createServer } from "node:net";
import type { PortBlock } from "./port-block";
import { ShopError } from "./shop-error";

/**
 * The port that the gateway is to listen on: the one asked for if it is free, or one of the shop's own for 0.
 * @throws ShopError when it is taken or not allowed
 */
export async function checkPort(port: number, block: PortBlock): Promise<number> {
  if (port === 0) return block.next();
  const server = createServer().listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "EACCES" ? "is not yours to listen on" : "is taken by another program";
    throw new ShopError(`Port ${port} ${why}: stop that one, or choose another by npm start -- --port 9000`);
  }
  server.close();
  await once(server, "close");
  return port;
}
