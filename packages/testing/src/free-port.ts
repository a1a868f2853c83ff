import { once } from "node:events";
import { createServer } from "node:net";

// Below the ports that systems give to outgoing connections (from 32768 on Linux, 49152 on macOS): of those, one that
// is free now may be taken by anybody's connection before it is listened on.
const lowest = 12_000;
// The local shop takes its ports above.
const highest = 20_000;

/** A port of the loopback interface that nothing listens on now. Take it soon. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch {
    return false;
  }
  server.close();
  await once(server, "close");
  return true;
}
