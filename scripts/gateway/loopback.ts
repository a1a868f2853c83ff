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

function lacksAddress(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT";
}
