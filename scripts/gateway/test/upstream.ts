import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Upstream {
  url: string;
  stop: () => Promise<void>;
}

/** A real server on loopback that stands where a service would. */
export async function startUpstream(listener: RequestListener, port = 0): Promise<Upstream> {
  const server: Server = createServer(listener);
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Tells what reached it: who answers, the method, the path, the headers as they came, the body. */
export function tellingOf(service: string): RequestListener {
  return async (request, response) => {
    const body: Buffer[] = [];
    for await (const chunk of request) body.push(chunk as Buffer);
    const told = {
      service,
      method: request.method,
      url: request.url,
      headers: request.headers,
      raw: request.rawHeaders,
      body: Buffer.concat(body).toString(),
    };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(told));
  };
}
