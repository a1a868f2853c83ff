import { createServer } from "node:http";
import { ConfigurationError } from "@shopeasy/platform/config/environment";
import { readLambdaHostConfig } from "./config";
import type { Handler } from "./invoke";
import { pollQueue } from "./poll-queue";
import { pollStream } from "./poll-stream";

/** Runs one lambda on this machine, invoked from its queue or stream as AWS would. */
async function main(): Promise<void> {
  const config = readLambdaHostConfig();
  const { handler } = require(config.LAMBDA_HANDLER) as { handler: Handler };
  const stop = config.queueUrl
    ? pollQueue(config, config.queueUrl, handler)
    : await pollStream(config, config.LAMBDA_STREAM ?? "", handler);

  const health = createServer((request, response) => {
    response.writeHead(request.url === "/health/live" ? 200 : 404).end();
  });
  health.listen(config.INTERNAL_PORT, "127.0.0.1");

  process.once("SIGTERM", () => {
    health.close();
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigurationError ? error.message : error);
  process.exit(1);
});
