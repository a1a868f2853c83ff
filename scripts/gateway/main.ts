import { createLogger } from "@shopeasy/platform/logging/logger";
import { listen } from "@shopeasy/platform/runtime/listener";
import { endUnstarted, runUntilStopped } from "@shopeasy/platform/runtime/process-life";
import { configureTracing } from "@shopeasy/platform/tracing/tracing";
import { readGatewayConfig } from "./config";
import { startGateway } from "./gateway";
import { createControl } from "./routing/control";

const service = "gateway";

/** Whoever stops the shop gives the gateway a second. */
const stopTimes = { graceMs: 50, limitMs: 900 };

async function main(): Promise<void> {
  const config = readGatewayConfig();
  const logger = createLogger({ service, version: config.SERVICE_VERSION, level: config.LOG_LEVEL });
  configureTracing({
    service,
    version: config.SERVICE_VERSION,
    daemonAddress: config.AWS_XRAY_DAEMON_ADDRESS,
    sampleRate: config.TRACE_SAMPLE_RATE,
    followsDaemon: config.TRACE_SAMPLE_RATE > 0,
    enabled: true,
  });
  const { listeners, routes, close } = await startGateway(config, logger);
  const internal = await listen(
    createControl(routes, config.CONTROL_TOKEN),
    "127.0.0.1",
    config.INTERNAL_PORT,
  );
  runUntilStopped({ logger, listeners: [...listeners, internal], stop: async () => {}, close }, stopTimes);
  logger.info("gateway.started", { port: listeners[0]?.port, addresses: listeners.length });
}

main().catch((error: unknown) => endUnstarted(service, error));
