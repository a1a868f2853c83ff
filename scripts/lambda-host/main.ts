import { createServer } from "node:http";
import { ConfigurationError } from "@shopeasy/platform/config/environment";
import { readLambdaHostConfig } from "./config";
import type { Handler } from "./invoke";
import { pollQueue } from "./poll-queue";
import { pollStream } from "./poll-stream";

/** What a lambda's bundle exports. */
interface Bundle {
  handler: Handler;
  renderMetrics: () => Promise<string>;
}

interface Source {
  /** Of a stream: how far it was read. */
  progress?: () => object;
  stop: () => Promise<void>;
}

/** Runs one lambda on this machine, invoked from its queues or stream as AWS would. */
async function main(): Promise<void> {
  const config = readLambdaHostConfig();
  const { handler, renderMetrics } = require(config.LAMBDA_HANDLER) as Bundle;
  const sources: Source[] = config.LAMBDA_STREAM
    ? [await pollStream(config, config.LAMBDA_STREAM, handler)]
    : config.queueUrls.map((queueUrl) => pollQueue(config, queueUrl, handler));

  const health = createServer((request, response) => {
    const progress = request.url === "/progress" ? sources[0]?.progress?.() : undefined;
    if (progress) {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(progress));
    } else if (request.url === "/metrics") {
      renderMetrics().then(
        (text) => response.writeHead(200, { "content-type": "text/plain; version=0.0.4" }).end(text),
        () => response.writeHead(500).end(),
      );
    } else response.writeHead(request.url === "/health/live" ? 200 : 404).end();
  });
  health.listen(config.INTERNAL_PORT, config.HOST);

  process.once("SIGTERM", () => {
    health.close();
    Promise.all(sources.map((source) => source.stop())).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigurationError ? error.message : error);
  process.exit(1);
});
