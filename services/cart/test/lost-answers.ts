import { createServer, request as forward } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands before DynamoDB, and lets the first answer to an operation get lost on its way back. */
export async function losingTheFirstAnswer(endpoint: string, operation: string) {
  let lost = 0;
  const server = createServer((received, response) => {
    const isLost = lost === 0 && String(received.headers["x-amz-target"]).endsWith(`.${operation}`);
    if (isLost) lost += 1;
    const onward = forward(new URL(received.url ?? "/", endpoint), {
      method: received.method,
      headers: received.headers,
    });
    onward.on("response", (answer) => {
      if (isLost) {
        answer.resume().on("end", () => received.socket.destroy());
        return;
      }
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    received.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lost: () => lost,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
