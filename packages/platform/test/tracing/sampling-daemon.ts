import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

/** The part of X-Ray's daemon that is asked for rules, on a loopback port. */
export interface SamplingDaemon {
  port: number;
  /** What each of its calls was asked, in order. */
  asked: { path: string; question: Record<string, unknown> }[];
  close(): Promise<void>;
}

/** Answers each call by its path with what `answers` gives. */
export async function startSamplingDaemon(
  answers: (path: string) => unknown,
  { port = 0, instead }: { port?: number; instead?: RequestListener } = {},
): Promise<SamplingDaemon> {
  const asked: SamplingDaemon["asked"] = [];
  const server = createServer(async (request, response) => {
    const path = request.url ?? "";
    asked.push({ path, question: (await json(request)) as Record<string, unknown> });
    if (instead) instead(request, response);
    else response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answers(path)));
  }).listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    async close() {
      const closed = once(server, "close");
      server.close().closeAllConnections();
      await closed;
    },
  };
}

export const everything = (name: string, rate: number) => ({
  SamplingRuleRecords: [
    {
      SamplingRule: {
        ...{ RuleName: name, Priority: 10, FixedRate: rate, ReservoirSize: 0, Version: 1, Attributes: {} },
        ...{ ServiceName: "*", ServiceType: "*", Host: "*", HTTPMethod: "*", URLPath: "*", ResourceARN: "*" },
      },
    },
  ],
});
