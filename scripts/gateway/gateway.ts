import type { RequestListener } from "node:http";
import { mediaPrefix } from "@shopeasy/contracts/route-table";
import { InvalidInput } from "@shopeasy/platform/errors";
import type { Logger } from "@shopeasy/platform/logging/logger";
import type { Listener } from "@shopeasy/platform/runtime/listener";
import { Agent } from "undici";
import type { GatewayConfig } from "./config";
import { createConsole } from "./console";
import { listenOnLoopback } from "./loopback";
import { createMedia } from "./media/media";
import { createOrigins } from "./origins";
import { answerProblem } from "./problems";
import { createShopProxy } from "./proxy/shop-proxy";
import { isUnder, targetOf } from "./proxy/target-rules";

export interface Gateway {
  port: number;
  listeners: Listener[];
  /** Ends the connections to the services. */
  close: () => Promise<void>;
}

/** As a load balancer's idle timeout. */
const usualAnswerWithinMs = 60_000;

/** Starts what stands before the shop on this machine: the load balancer's part, CloudFront's, and pages for people. */
export async function startGateway(
  config: GatewayConfig,
  logger: Logger,
  answerWithinMs = usualAnswerWithinMs,
): Promise<Gateway> {
  const dispatcher = new Agent({
    connect: { timeout: 5_000 },
    headersTimeout: answerWithinMs,
    // A stream of events may be silent for long.
    bodyTimeout: 0,
    // Shorter than the services keep theirs, so that nothing is sent into a connection that is just being closed.
    keepAliveTimeout: 60_000,
    keepAliveMaxTimeout: 60_000,
  });
  const proxy = createShopProxy({ dispatcher, origins: createOrigins(config.SERVICE_URLS), logger });
  const media = createMedia({
    dispatcher,
    endpoint: config.AWS_ENDPOINT_URL_S3,
    bucket: config.IMAGES_BUCKET,
  });
  const pages = createConsole({ config, dispatcher, logger });

  const app: RequestListener = (request, response) => {
    const target = targetOf(request.url ?? "");
    if (!target) {
      const fault = new InvalidInput(
        [{ path: "", message: "The address is malformed" }],
        "malformed-address",
      );
      answerProblem(request, response, fault);
    } else if (target.path === "/" || isUnder(target.path, "/console")) {
      void pages(request, response, target);
    } else if (isUnder(target.path, mediaPrefix)) {
      void media(request, response, target.path);
    } else {
      proxy(request, response, target);
    }
  };
  const listeners = await listenOnLoopback(app, config.PORT);
  return { port: listeners[0]?.port ?? 0, listeners, close: () => dispatcher.destroy() };
}
