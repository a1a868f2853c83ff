import type { IncomingMessage, ServerResponse } from "node:http";
import { ProtocolError } from "@shopeasy/platform/errors";
import type { Logger } from "@shopeasy/platform/logging/logger";
import type { Dispatcher } from "undici";
import type { GatewayConfig } from "./config";
import { homePage, processTable } from "./home/home-page";
import { lookAtProcesses } from "./home/processes";
import { named, readInbox } from "./mail/inbox";
import { inboxPage, mailPage } from "./mail/mail-pages";
import { type Histories, metricPages } from "./metrics/metric-pages";
import {
  answerAsset,
  answerContent,
  answerJson,
  answerNothingHere,
  answerPage,
  answerUnreachable,
  mailPolicy,
} from "./pages/answer-page";
import { createPaymentsConsole, paymentsPrefix } from "./payments/payments-console";
import { answerProblem } from "./problems";
import { isUnder, type Target } from "./proxy/target-rules";
import { tracePages } from "./traces/traces-console";

type Config = Pick<
  GatewayConfig,
  "PUBLIC_URL" | "RUN_FILE" | "AWS_ENDPOINT_URL_SESV2" | "AWS_XRAY_DAEMON_ADDRESS" | "PAYMENTS_URL"
>;

interface ConsoleDeps {
  config: Config;
  dispatcher: Dispatcher;
  logger: Logger;
  histories: Histories;
}

/** `found` is what the pattern's group held. */
type Serve = (
  request: IncomingMessage,
  response: ServerResponse,
  found: string,
  query: string,
) => Promise<void> | void;

interface ConsolePage {
  pattern: RegExp;
  /** What has to answer for it. */
  needs: string;
  serve: Serve;
}

/** The pages of the local shop: `/` and all below `/console`. */
export function createConsole({ config, dispatcher, logger, histories }: ConsoleDeps) {
  const pages: readonly ConsolePage[] = [...consolePages(config), ...metricPages(histories)];
  const servePayments = createPaymentsConsole(dispatcher, config.PAYMENTS_URL);

  return async (request: IncomingMessage, response: ServerResponse, target: Target): Promise<void> => {
    const { path, query } = target;
    if (isUnder(path, paymentsPrefix)) return servePayments(request, response, target);
    if (request.method !== "GET" && request.method !== "HEAD") {
      const refusal = new ProtocolError(405, "method-not-allowed", "This page can only be read.");
      return void answerProblem(request, response, refusal.withHeaders({ Allow: "GET, HEAD" }));
    }
    if (answerAsset(request, response, path)) return;
    for (const { pattern, needs, serve } of pages) {
      const match = pattern.exec(path);
      if (!match) continue;
      try {
        return await serve(request, response, match[1] ?? "", query);
      } catch (error) {
        logger.warn("console.failed", { needs, error });
        return answerUnreachable(request, response, needs);
      }
    }
    answerNothingHere(request, response);
  };
}

function consolePages(config: Config): readonly ConsolePage[] {
  const { PUBLIC_URL, RUN_FILE, AWS_ENDPOINT_URL_SESV2 } = config;
  const home = { needs: "The shop" };
  const mail = { needs: "The mail inbox" };

  return [
    {
      ...home,
      pattern: /^\/$/,
      serve: async (request, response) =>
        answerPage(request, response, homePage(PUBLIC_URL, await lookAtProcesses(RUN_FILE))),
    },
    {
      ...home,
      pattern: /^\/console\/?$/,
      serve: (_request, response) => void response.writeHead(302, { Location: "/" }).end(),
    },
    {
      ...home,
      pattern: /^\/console\/processes$/,
      serve: async (request, response) => {
        const content = processTable(await lookAtProcesses(RUN_FILE)).text;
        answerContent(request, response, { contentType: "text/html; charset=utf-8", content });
      },
    },
    {
      ...mail,
      pattern: /^\/console\/mail\/?$/,
      serve: async (request, response) => {
        const mails = await readInbox(AWS_ENDPOINT_URL_SESV2);
        answerPage(request, response, inboxPage(mails.map(named)));
      },
    },
    {
      ...mail,
      pattern: /^\/console\/mail\.json$/,
      serve: async (request, response) =>
        answerJson(request, response, await readInbox(AWS_ENDPOINT_URL_SESV2)),
    },
    {
      ...mail,
      pattern: /^\/console\/mail\/([0-9a-f]{16})$/,
      serve: async (request, response, id) => {
        const mails = await readInbox(AWS_ENDPOINT_URL_SESV2);
        const found = mails.map(named).find((one) => one.id === id);
        if (!found) return answerNothingHere(request, response);
        answerPage(request, response, mailPage(found), { contentPolicy: mailPolicy });
      },
    },
    ...tracePages(config),
  ];
}
