import { once } from "node:events";
import type { AddressInfo, Server } from "node:net";
import { asCloudError } from "./cloud-error";

/** Nothing of the embedded cloud is for other machines. */
export const loopback = "127.0.0.1";

/** Where a part listens. */
export interface ListenOptions {
  /** A free one, where none is given. */
  port?: number | undefined;
  /** Loopback, where none is given. In a container, where only its neighbours get: 0.0.0.0. */
  host?: string | undefined;
}

/** A part of the embedded cloud that speaks HTTP, while it runs. */
export interface EmulatedService {
  endpoint: string;
  port: number;
  stop: () => Promise<void>;
}

/**
 * Listens on the loopback interface; port 0 takes a free one. Gives the port.
 * @throws CloudError `port-taken`
 */
export const listenOnLoopback = (server: Server, port: number, part: string): Promise<number> =>
  listenAt(server, { port }, part);

/**
 * Listens where it is told, and gives the port.
 * @throws CloudError `port-taken`
 */
export async function listenAt(
  server: Server,
  { port = 0, host = loopback }: ListenOptions,
  part: string,
): Promise<number> {
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (error) {
    throw asCloudError(error, part);
  }
  return (server.address() as AddressInfo).port;
}

/** Stops listening and drops the connections that are left. */
export async function closeServer(server: Server & { closeAllConnections?: () => void }): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections?.();
  await closed;
}
