import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { ShopError } from "./shop-error";

// Below the ports that systems give to outgoing connections (from 32768 on Linux, 49152 on macOS): of those, one that
// is free now may be taken by anybody's connection before it is listened on.
const lowest = 20_480;
const blocks = 180;
const blockSize = 64;

export interface PortBlock {
  /** A port of the block that nothing listens on; it is not given again before it was given back. */
  next(): Promise<number>;
  /** Nothing of the shop listens there any more. */
  giveBack(ports: readonly number[]): void;
  /** Lets another shop have the block. */
  release(): void;
}

/**
 * Takes 64 ports for one shop. Its processes listen only after all ports are chosen, so shops that start at once must
 * not choose the same: who listens on a block's first port has the block.
 * @throws ShopError when every block is taken
 */
export async function takePortBlock(): Promise<PortBlock> {
  const start = Math.floor(Math.random() * blocks);
  for (let i = 0; i < blocks; i += 1) {
    const first = lowest + ((start + i) % blocks) * blockSize;
    const holder = await listenOn(first);
    if (holder) return blockOf(holder.unref(), first);
  }
  throw new ShopError("No ports are free on this machine: stop some of what runs, then start again.");
}

function blockOf(holder: Server, first: number): PortBlock {
  let last = first;
  const back: number[] = [];
  return {
    async next() {
      for (let port = back.shift(); port !== undefined; port = back.shift()) {
        if (await isFree(port)) return port;
      }
      while (last < first + blockSize - 1) {
        last += 1;
        const port = last;
        if (await isFree(port)) return port;
      }
      throw new ShopError("Other programs use too many ports here: start again for other ones.");
    },
    giveBack: (ports) => void back.push(...ports),
    release: () => void holder.close(),
  };
}

async function isFree(port: number): Promise<boolean> {
  const server = await listenOn(port);
  if (!server) return false;
  server.close();
  await once(server, "close");
  return true;
}

async function listenOn(port: number): Promise<Server | undefined> {
  const server = createServer().listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
    return server;
  } catch {
    return undefined;
  }
}
