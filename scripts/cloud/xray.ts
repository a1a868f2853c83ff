import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { asCloudError } from "./cloud-error";
import { closeServer, type ListenOptions, listenAt, loopback } from "./listen";
import { TraceStore } from "./trace-store";
import { Intake } from "./traces/intake";
import { answerOfSampling } from "./traces/sampling-api";
import { SamplingControl } from "./traces/sampling-control";
import type { SamplingRule } from "./traces/sampling-schemas";
import { type Answer, answerOfTraces } from "./traces/traces-api";

export interface XrayOptions extends ListenOptions {
  /** The share of requests that the default rule asks services to trace. 1, where none is given. */
  sampleRate?: number | undefined;
  /** Before the default rule; they can be changed while it runs, as X-Ray's can. */
  samplingRules?: readonly SamplingRule[] | undefined;
}

export interface XrayService {
  /** As `AWS_XRAY_DAEMON_ADDRESS` wants it: host and port, the same for UDP and TCP. */
  address: string;
  port: number;
  stop: () => Promise<void>;
}

/**
 * The X-Ray daemon: takes segments over UDP, gives sampling rules over HTTP, and answers there what is asked of the
 * traces (see `answerOfTraces`).
 */
export async function startXray(options: XrayOptions = {}): Promise<XrayService> {
  const { port = 0, host, sampleRate = 1, samplingRules = [] } = options;
  const traces = new TraceStore();
  const sampling = new SamplingControl(sampleRate, samplingRules);
  // A datagram is a line that names the format, then the document.
  const intake = new Intake((datagram) => traces.add(datagram.subarray(datagram.indexOf("\n") + 1)));
  const http = createServer((request, response) => {
    intake.finish();
    answer(request, response, traces, sampling).catch((error: unknown) => {
      console.error("The X-Ray daemon failed", error);
      if (!response.headersSent) send(response, { status: 500, body: { message: "Failed" } });
    });
  });
  const { listening, udp } = await listenForBoth(http, { port, host }, intake);
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
async function listenForBoth(http: Server, { port, host }: ListenOptions, intake: Intake) {
  for (let tries = 1; ; tries += 1) {
    const listening = await listenAt(http, { port, host }, "X-Ray");
    try {
      return { listening, udp: await listenForSegments({ port: listening, host }, intake) };
    } catch (error) {
      if (port !== 0 || tries === triesForAPort) throw error;
      await closeServer(http);
    }
  }
}

async function listenForSegments({ port, host = loopback }: ListenOptions, intake: Intake): Promise<Socket> {
  const socket = createSocket({ type: "udp4", recvBufferSize: 4 * 1024 * 1024 });
  socket.on("message", (datagram) => intake.take(datagram));
  socket.bind(port, host);
  try {
    await once(socket, "listening");
  } catch (error) {
    throw asCloudError(error, "X-Ray");
  }
  return socket;
}

const largestBody = 1024 * 1024;

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  traces: TraceStore,
  sampling: SamplingControl,
) {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://xray");
  const body = await bodyOf(request);
  if (body === undefined) return send(response, { status: 413, body: { message: "Too large" } });
  const answered =
    answerOfSampling(sampling, pathname, body) ?? answerOfTraces(traces, pathname, searchParams);
  send(response, answered);
}

/** Undefined where there is more than anybody asks with. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= largestBody) chunks.push(chunk);
  }
  return size > largestBody ? undefined : Buffer.concat(chunks).toString();
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
