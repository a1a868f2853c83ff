import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { asCloudError } from "./cloud-error";
import { closeServer, type ListenOptions, listenAt, loopback } from "./listen";
import { TraceStore } from "./trace-store";

export interface XrayOptions extends ListenOptions {
  /** The share of requests that the sampling rule asks services to trace. */
  sampleRate?: number | undefined;
}

export interface XrayService {
  /** As `AWS_XRAY_DAEMON_ADDRESS` wants it: host and port, the same for UDP and TCP. */
  address: string;
  port: number;
  stop: () => Promise<void>;
}

/**
 * The X-Ray daemon: takes segments over UDP, gives sampling rules over HTTP, and in the place of AWS's console
 * answers `GET /traces?limit=` and `GET /traces/{id}`.
 */
export async function startXray({ port = 0, host, sampleRate = 1 }: XrayOptions = {}): Promise<XrayService> {
  const traces = new TraceStore();
  const http = createServer((request, response) => {
    answer(request, response, traces, sampleRate).catch(() => send(response, 400, { message: "Not JSON" }));
  });
  const { listening, udp } = await listenForBoth(http, { port, host }, traces);
  return {
    address: `${loopback}:${listening}`,
    port: listening,
    stop: async () => {
      udp.close();
      await closeServer(http);
    },
  };
}

const triesForAPort = 5;

/** TCP and UDP on one port, as the SDK expects of a daemon; of free ones, one that is free for both. */
async function listenForBoth(http: Server, { port, host }: ListenOptions, traces: TraceStore) {
  for (let tries = 1; ; tries += 1) {
    const listening = await listenAt(http, { port, host }, "X-Ray");
    try {
      return { listening, udp: await listenForSegments({ port: listening, host }, traces) };
    } catch (error) {
      if (port !== 0 || tries === triesForAPort) throw error;
      await closeServer(http);
    }
  }
}

async function listenForSegments(
  { port, host = loopback }: ListenOptions,
  traces: TraceStore,
): Promise<Socket> {
  const socket = createSocket({ type: "udp4", recvBufferSize: 4 * 1024 * 1024 });
  // A datagram is a line that names the format, then the document.
  socket.on("message", (datagram) => traces.add(datagram.subarray(datagram.indexOf("\n") + 1)));
  socket.bind(port, host);
  try {
    await once(socket, "listening");
  } catch (error) {
    throw asCloudError(error, "X-Ray");
  }
  return socket;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  traces: TraceStore,
  sampleRate: number,
) {
  const url = new URL(request.url ?? "/", "http://xray");
  const body = (await buffer(request)).toString();
  switch (true) {
    case url.pathname === "/GetSamplingRules":
      return send(response, 200, samplingRules(sampleRate));
    case url.pathname === "/SamplingTargets":
      return send(response, 200, samplingTargets(body, sampleRate));
    case url.pathname === "/traces": {
      const limit = Number(url.searchParams.get("limit") ?? 100);
      return send(response, 200, traces.list(Number.isInteger(limit) && limit > 0 ? limit : 100));
    }
    default: {
      const [, id] = /^\/traces\/([\w-]+)$/.exec(url.pathname) ?? [];
      const trace = id ? traces.get(id) : undefined;
      return trace ? send(response, 200, trace) : send(response, 404, { message: "No such trace" });
    }
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** The one rule that AWS has from the start, with our rate. */
function samplingRules(sampleRate: number) {
  const now = Date.now() / 1000;
  const everything = { ServiceName: "*", ServiceType: "*", Host: "*", HTTPMethod: "*", URLPath: "*" };
  const rule = {
    ...everything,
    RuleName: "Default",
    RuleARN: "arn:aws:xray:us-east-1:000000000000:sampling-rule/Default",
    ResourceARN: "*",
    Priority: 10_000,
    FixedRate: sampleRate,
    ReservoirSize: 1,
    Version: 1,
    Attributes: {},
  };
  return { SamplingRuleRecords: [{ CreatedAt: now, ModifiedAt: now, SamplingRule: rule }] };
}

function samplingTargets(body: string, sampleRate: number) {
  const now = Date.now() / 1000;
  const asked = JSON.parse(body || "{}") as { SamplingStatisticsDocuments?: { RuleName: string }[] };
  const targets = (asked.SamplingStatisticsDocuments ?? []).map(({ RuleName }) => ({
    RuleName,
    FixedRate: sampleRate,
    ReservoirQuota: 1,
    ReservoirQuotaTTL: now + 60,
    Interval: 10,
  }));
  return { LastRuleModification: now, SamplingTargetDocuments: targets, UnprocessedStatistics: [] };
}
