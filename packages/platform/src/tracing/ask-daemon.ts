import { type IncomingMessage, request } from "node:http";
import type { HostAndPort } from "./daemon-address";

const withinMs = 2_000;
const mostBytes = 1_000_000;

/**
 * Asks X-Ray's daemon, which passes the question on to X-Ray, and gives its JSON. Keeps no process alive.
 * @throws Error where there is no answer of 200 in time that is JSON of less than a megabyte
 */
export async function askDaemon(
  { host, port }: HostAndPort,
  path: "/GetSamplingRules" | "/SamplingTargets",
  question: object,
): Promise<unknown> {
  const body = JSON.stringify(question);
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const asking = request(
    {
      host,
      port,
      path,
      method: "POST",
      agent: false,
      headers: { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) },
    },
    (answer) => void contentOf(answer).then(resolve, reject),
  );
  asking.on("error", reject);
  asking.on("socket", (socket) => socket.unref());
  const alarm = setTimeout(() => asking.destroy(new Error("X-Ray's daemon does not answer")), withinMs);
  alarm.unref();
  asking.end(body);
  return promise.finally(() => clearTimeout(alarm));
}

async function contentOf(answer: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new Error("X-Ray's daemon answers without end");
    chunks.push(chunk);
  }
  if (answer.statusCode !== 200) throw new Error(`X-Ray's daemon answered ${answer.statusCode}`);
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}
