import { createServer, request as forward, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export type NeighbourProxy = Awaited<ReturnType<typeof startProxy>>;

/** Stands before a neighbour: tells what it is asked, and can cut it off or let an answer get lost on its way back. */
export async function startProxy(target: string) {
  const asked: string[] = [];
  let isCutOff = false;
  let toLose: { operation: string; meanwhile: () => Promise<unknown> } | undefined;
  let lost = 0;

  const server = createServer((received, response) => {
    const operation = operationOf(received);
    asked.push(operation);
    if (isCutOff) {
      received.socket.destroy();
      return;
    }
    const losing = toLose?.operation === operation ? toLose : undefined;
    if (losing) toLose = undefined;
    const onward = forward(new URL(received.url ?? "/", target), {
      method: received.method,
      headers: received.headers,
    });
    onward.on("error", () => received.socket.destroy());
    onward.on("response", (answer) => {
      if (losing) {
        answer.resume().on("end", async () => {
          await losing.meanwhile();
          lost += 1;
          received.socket.destroy();
        });
        return;
      }
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    received.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** What it was asked so far: DynamoDB's operations, or paths. */
    asked,
    lost: () => lost,
    /** The neighbour does what it is asked next of this, and nobody hears of it; meanwhile something else happens. */
    loseNextAnswer(operation: string, meanwhile: () => Promise<unknown> = async () => undefined) {
      toLose = { operation, meanwhile };
    },
    cutOff() {
      isCutOff = true;
      server.closeAllConnections();
    },
    restore() {
      isCutOff = false;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const operationOf = ({ headers, url = "" }: IncomingMessage): string =>
  String(headers["x-amz-target"] ?? url)
    .split(".")
    .at(-1) ?? "";
