import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startXRayDaemon } from "@shopeasy/testing/x-ray-daemon";
import { z } from "zod";
import { createInternalClient } from "../../src/internal-client/client";
import { configureTracing, openTrace } from "../../src/tracing/tracing";
import { logLines } from "../fixtures/log-lines";

const look = {
  ...{ name: "catalog.look", callee: "catalog", method: "GET" as const, path: "/internal/variants/{sku}" },
  params: z.strictObject({ sku: z.string() }),
  response: z.object({ sku: z.string() }),
  idempotent: true,
  deadlineMs: 2_000,
};

test("each try of a call is a part of the trace, and tells its callee of itself", async () => {
  const headers: string[] = [];
  const server = createServer((request, response) => {
    headers.push(String(request.headers["x-amzn-trace-id"]));
    response.writeHead(headers.length < 3 ? 503 : 200).end('{"sku":"TENT"}');
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const daemon = await startXRayDaemon();
  const tracing = { service: "orders", daemonAddress: daemon.address, sampleRate: 1 };
  configureTracing({ ...tracing, enabled: true });
  const client = createInternalClient({
    baseUrls: { catalog: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    ...{ service: "orders", secrets: ["a secret of at least thirty-two characters"] },
    logger: logLines().logger,
  });

  const id = await openTrace({}, async (trace) => {
    await client.call(look, { params: { sku: "TENT" } });
    return trace.id;
  });

  const { subsegments: tries = [] } = await daemon.segmentOf(id);
  await client.close();
  server.close();
  await daemon.close();
  configureTracing({ ...tracing, enabled: false });
  expect(tries).toMatchObject([
    {
      name: "catalog",
      fault: true,
      http: { response: { status: 503 } },
      annotations: { call: "catalog.look" },
    },
    { name: "catalog", fault: true, annotations: { retries: 1 } },
    { name: "catalog", http: { response: { status: 200 } }, annotations: { retries: 2 } },
  ]);
  expect(tries[2]?.fault).toBeUndefined();
  expect(headers).toEqual(tries.map((part) => `Root=${id};Parent=${part.id};Sampled=1`));
});

test("a call that an open circuit spares is no part of the trace, which tells whom it spared", async () => {
  const daemon = await startXRayDaemon();
  const tracing = { service: "orders", daemonAddress: daemon.address, sampleRate: 1 };
  configureTracing({ ...tracing, enabled: true });
  const client = createInternalClient({
    baseUrls: { catalog: "http://127.0.0.1:1" },
    ...{ service: "orders", secrets: ["a secret of at least thirty-two characters"] },
    ...{ logger: logLines().logger, circuit: { failures: 1, halfOpenAfterMs: 60_000 } },
  });
  const ask = () => client.call(look, { params: { sku: "TENT" } }).catch((error: unknown) => error);
  await ask();

  const id = await openTrace({}, async (trace) => {
    await ask();
    return trace.id;
  });

  const { subsegments, annotations } = await daemon.segmentOf(id);
  await client.close();
  await daemon.close();
  configureTracing({ ...tracing, enabled: false });
  expect(subsegments).toBeUndefined();
  expect(annotations).toMatchObject({ circuit_open: "catalog" });
});
