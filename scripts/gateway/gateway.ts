import type { RequestListener } from "node:http";
import { mediaPrefix } from "@shopeasy/contracts/route-table";
import { InvalidInput } from "@shopeasy/platform/errors";
import type { Logger } from "@shopeasy/platform/logging/logger";
import type { Listener } from "@shopeasy/platform/runtime/listener";
import { Agent } from "undici";
import type { GatewayConfig } from "./config";
import { createConsole } from "./console";
import { listenAt, listenOnLoopback } from "./loopback";
import { createMedia } from "./media/media";
import { BoardHistory } from "./metrics/board-history";
import { startCollector } from "./metrics/collector";
import { everySeconds } from "./metrics/line-history";
import { answerProblem } from "./problems";
import { createShopProxy } from "./proxy/shop-proxy";
import { isUnder, targetOf } from "./proxy/target-rules";
import { createRoutes, type Routes } from "./routing/routes";
import { SloHistory } from "./slos/slo-history";

export interface Gateway {
  port: number;
  /** Where requests go; its weights may be changed. */
  routes: Routes;
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
  const routes = createRoutes(config.SERVICE_URLS);
  const proxy = createShopProxy({ dispatcher, routes, logger, choose: routes.forPath });
  const testProxy = createShopProxy({ dispatcher, routes, logger, choose: routes.forTest });
  const media = createMedia({
    dispatcher,
    endpoint: config.AWS_ENDPOINT_URL_S3,
    bucket: config.IMAGES_BUCKET,
  });
  const histories = { boards: new BoardHistory(), slos: new SloHistory() };
  const collector = startCollector(config.RUN_FILE, Object.values(histories), everySeconds * 1_000);
  const pages = createConsole({ config, dispatcher, logger, histories });

  const appOf =
    (shop: typeof proxy): RequestListener =>
    (request, response) => {
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
        shop(request, response, target);
      }
    };
  const listeners = await listenAt(appOf(proxy), config.HOST, config.PORT);
  const port = listeners[0]?.port ?? 0;
  if (config.TEST_PORT !== undefined) {
    listeners.push(...(await listenOnLoopback(appOf(testProxy), config.TEST_PORT)));
  }
  const close = (): Promise<void> => {
    collector.stop();
    return dispatcher.destroy();
  };
  return { port, routes, listeners, close };
}
