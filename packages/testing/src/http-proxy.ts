import { once } from "node:events";
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { Exchange, ExchangeWatcher, RunningProxy } from "./exchange";

interface Answer {
  status: number;
  headers: string[];
  body: Buffer;
}

const ids = /[0-9a-f]{8}-[0-9a-f-]{27}|\b(pi|ch|re)_\w+/g;

/**
 * Stands before an HTTP service on a port of its own, shows each request and its whole answer to the watcher, and
 * passes both on. One that can't be forwarded has its connection cut. `name` begins the names of its exchanges.
 */
export async function startHttpProxy(
  name: string,
  target: string,
  watcher: ExchangeWatcher,
): Promise<RunningProxy & { url: string }> {
  const agent = new Agent({ keepAlive: true });
  const server = createServer((asked, answering) => {
    exchange(asked, answering).catch(() => asked.socket.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  async function exchange(asked: IncomingMessage, answering: ServerResponse): Promise<void> {
    const { method = "", url = "", rawHeaders } = asked;
    const body = await buffer(asked);
    const head = [method, url, ...rawHeaders].join("\n");
    const path = url.replace(/\?.*/, "").replace(ids, "{id}");
    const seen: Exchange = {
      name: `${name} ${method} ${path}`,
      text: `${head}\n${body.toString("latin1")}`,
    };
    await watcher.asked(seen);
    const answer = await forward(asked, body);
    await watcher.answered(seen, answer.body.toString("latin1"));
    answering.writeHead(answer.status, answer.headers).end(answer.body);
  }

  function forward({ method, url, rawHeaders }: IncomingMessage, body: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sent = request(`${target}${url}`, { method, agent, headers: rawHeaders }, (response) => {
        const { statusCode = 0, rawHeaders: headers } = response;
        buffer(response).then((whole) => resolve({ status: statusCode, headers, body: whole }), reject);
      });
      sent.on("error", reject).end(body);
    });
  }

  return {
    port,
    url: `http://127.0.0.1:${port}`,
    async stop() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
}
