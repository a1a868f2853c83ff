import type { RequestListener } from "node:http";
import { type Listener, listen } from "@shopeasy/platform/runtime/listener";

/**
 * Listens on this machine's own addresses only: 127.0.0.1, and ::1 where there is one, since `localhost` may mean either.
 * @throws Error with `code` EADDRINUSE, EACCES and the like
 */
export async function listenOnLoopback(app: RequestListener, port: number): Promise<Listener[]> {
  const listener = await listen(app, "127.0.0.1", port);
  try {
    return [listener, await listen(app, "::1", listener.port)];
  } catch (error) {
    if (lacksAddress(error)) return [listener];
    await listener.close();
    throw error;
  }
}

/** On this machine's own addresses, or, in a container, on the one that it is told. */
export const listenAt = async (app: RequestListener, host: string, port: number): Promise<Listener[]> =>
  host === "127.0.0.1" ? listenOnLoopback(app, port) : [await listen(app, host, port)];

function lacksAddress(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT";
}
