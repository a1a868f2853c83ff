import { once } from "node:events";
import { type ClientRequest, type IncomingMessage, type RequestOptions, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { createLogger } from "@shopeasy/platform/logging/logger";
import { cloudEndpoints } from "@shopeasy/testing/cloud";
import { readGatewayConfig } from "../config";
import { type Gateway, startGateway } from "../gateway";

/** Nothing listens on port 1. */
export const nobody = "http://127.0.0.1:1";

export interface GatewayUnderTest {
  url: string;
  gateway: Gateway;
  stop: () => Promise<void>;
}

export interface GatewaySetting {
  /** Services that are not named can't be reached. */
  services?: Record<string, string>;
  environment?: Record<string, string>;
  answerWithinMs?: number;
}

const everyService = ["users", "catalog", "cart", "orders", "feedback"];

/** A gateway on a free port, in this process, before the test ground's cloud. */
export async function startGatewayUnderTest(setting: GatewaySetting = {}): Promise<GatewayUnderTest> {
  const services = Object.fromEntries(everyService.map((name) => [name, setting.services?.[name] ?? nobody]));
  const config = readGatewayConfig({
    AWS_XRAY_DAEMON_ADDRESS: cloudEndpoints().xray,
    AWS_ENDPOINT_URL_S3: cloudEndpoints().s3,
    AWS_ENDPOINT_URL_SESV2: cloudEndpoints().sesv2,
    SERVICE_URLS: JSON.stringify(services),
    PAYMENTS_URL: nobody,
    RUN_FILE: join(tmpdir(), "no-such-run.json"),
    PUBLIC_URL: "http://localhost:8080",
    ...setting.environment,
  });
  const logger = createLogger({ service: "gateway", level: "error" });
  const gateway = await startGateway(config, logger, setting.answerWithinMs);
  return {
    url: `http://127.0.0.1:${gateway.port}`,
    gateway,
    async stop() {
      for (const listener of gateway.listeners) listener.drain();
      await gateway.close();
      await Promise.all(gateway.listeners.map((listener) => listener.close()));
    },
  };
}

export interface PlainAnswer {
  status: number;
  headers: IncomingMessage["headers"];
  body: string;
}

/** Asks as fetch would not: with any header, and a path as it stands. */
export async function ask(
  url: string,
  options: RequestOptions & { body?: string } = {},
): Promise<PlainAnswer> {
  const { body, ...rest } = options;
  const asked = request(url, { agent: false, ...rest });
  asked.end(body);
  return answerTo(asked);
}

export async function answerTo(asked: ClientRequest): Promise<PlainAnswer> {
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: await text(answer) };
}

/** What a telling upstream was told. */
export async function askTelling(url: string, options?: RequestOptions & { body?: string }): Promise<Told> {
  return JSON.parse((await ask(url, options)).body) as Told;
}

interface Told {
  service: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  raw: string[];
  body: string;
}
