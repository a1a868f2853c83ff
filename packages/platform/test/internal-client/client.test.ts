import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { eventually } from "@shopeasy/testing/eventually";
import { z } from "zod";
import { createServiceTokens } from "../../src/auth/service-tokens";
import { runWithContext } from "../../src/context/request-context";
import { AppError, Conflict, InvalidInput, Unavailable } from "../../src/errors";
import { createInternalApp } from "../../src/http/internal-app";
import { implementCall } from "../../src/http/internal-call";
import { createInternalClient, type InternalClientOptions } from "../../src/internal-client/client";
import { createMetrics } from "../../src/metrics/metrics";
import { beginTrace } from "../../src/tracing/tracing";
import { logLines } from "../fixtures/log-lines";

const secrets = ["a secret of at least thirty-two characters"];

const look = {
  name: "catalog.look",
  callee: "catalog",
  method: "GET" as const,
  path: "/internal/variants/{sku}",
  params: z.strictObject({ sku: z.string() }),
  response: z.object({ sku: z.string() }),
  idempotent: true,
  deadlineMs: 1_000,
};
const reserve = {
  ...look,
  name: "catalog.reserve",
  method: "POST" as const,
  body: z.strictObject({ quantity: z.int() }),
  idempotent: false,
};

type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void;

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

async function calleeThat(answer: Answer) {
  const received: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    received.push(request);
    answer(request, response, received.length);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanUps.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function clientOf(url: string, options: Partial<InternalClientOptions> = {}) {
  const logs = logLines();
  const client = createInternalClient({
    baseUrls: { catalog: url },
    service: "orders",
    secrets,
    logger: logs.logger,
    ...options,
  });
  cleanUps.unshift(() => client.close());
  return { client, logs };
}

const fine = (response: ServerResponse) => response.end('{"sku":"TENT","news":"unknown to us"}');
const fail = (response: ServerResponse, status: number) => response.writeHead(status).end("{}");

const unavailable = expect.objectContaining({ status: 503, code: "upstream-unavailable" });

describe("a call", () => {
  test("gives the answer by its schema, and tolerates what is new in it", async () => {
    const { url, received } = await calleeThat((_request, response) => fine(response));

    const answer = await clientOf(url).client.call(look, { params: { sku: "A/B ..%" } });

    expect(answer).toEqual({ sku: "TENT" });
    expect(received[0]?.url).toBe("/internal/variants/A%2FB%20..%25");
  });

  test("brings a token for the callee, the request's id and trace, and until when it waits", async () => {
    const { url, received } = await calleeThat((_request, response) => fine(response));
    const { client } = clientOf(url);
    const trace = beginTrace({ name: "orders" });
    const begun = Date.now();

    await trace.run(() =>
      runWithContext({ requestId: "order-7" }, () => client.call(look, { params: { sku: "A" } })),
    );

    const headers = received[0]?.headers ?? {};
    const token = String(headers.authorization).replace("Bearer ", "");
    expect(await createServiceTokens({ service: "catalog", secrets }).verify(token)).toBe("orders");
    expect(headers["x-request-id"]).toBe("order-7");
    expect(headers["x-amzn-trace-id"]).toContain(trace.id);
    expect(Number(headers["x-request-deadline"])).toBeGreaterThan(begun);
    expect(Number(headers["x-request-deadline"])).toBeLessThanOrEqual(begun + 1_100);
  });

  test("is understood when its answer comes in pieces, even of one letter", async () => {
    const bytes = Buffer.from('{"sku":"TÉNT"}');
    const { url } = await calleeThat((_request, response) => {
      response.write(bytes.subarray(0, 10));
      setTimeout(() => response.end(bytes.subarray(10)), 20);
    });

    const answer = await clientOf(url).client.call(look, { params: { sku: "TÉNT" } });

    expect(answer).toEqual({ sku: "TÉNT" });
  });

  test("is refused in the callee's own words", async () => {
    const { client } = clientOf(
      await internalApp((quantity) => {
        if (quantity > 10)
          throw new Conflict("out-of-stock", "Not enough.", { items: [{ sku: "A", available: 10 }] });
      }),
    );

    const refusal = await client
      .call(reserve, { params: { sku: "A" }, body: { quantity: 11 } })
      .catch((error) => error);

    expect(refusal).toBeInstanceOf(Conflict);
    expect(refusal).toMatchObject({ status: 409, code: "out-of-stock", detail: "Not enough." });
    expect(refusal.extras).toEqual({ items: [{ sku: "A", available: 10 }] });
  });

  test("that the callee finds invalid says where", async () => {
    const { client } = clientOf(await internalApp(() => undefined));

    const refusal = await client
      .call(reserve, { params: { sku: "A" }, body: { quantity: 1.5 } })
      .catch((error) => error);

    expect(refusal).toBeInstanceOf(InvalidInput);
    expect(refusal.errors).toEqual([{ path: "quantity", message: expect.any(String) }]);
  });

  test("whose token is not believed is our fault, not our caller's", async () => {
    const url = await internalApp(() => undefined);
    const { client, logs } = clientOf(url, { secrets: ["another secret of thirty-two characters"] });

    await expect(client.call(look, { params: { sku: "A" } })).rejects.toEqual(unavailable);

    expect(logs.of("call.refused")).toEqual([expect.objectContaining({ level: "error", status: 401 })]);
  });

  test("whose answer we don't understand is a fault", async () => {
    const { url } = await calleeThat((_request, response) => response.end('{"sku":42}'));
    const { client, logs } = clientOf(url);

    await expect(client.call(look, { params: { sku: "A" } })).rejects.toEqual(unavailable);

    expect(logs.of("call.answer-not-understood")).toHaveLength(1);
  });
});

describe("a call that fails", () => {
  test.each([
    ["answers 503", (response: ServerResponse) => fail(response, 503)],
    ["breaks the connection", (response: ServerResponse) => response.destroy()],
  ])("is tried again where that does no harm: the callee %s", async (_what, breakDown) => {
    const { url, received } = await calleeThat((_request, response, count) => {
      if (count < 3) breakDown(response);
      else fine(response);
    });

    const answer = await clientOf(url).client.call(look, { params: { sku: "A" } });

    expect(answer).toEqual({ sku: "TENT" });
    expect(received).toHaveLength(3);
  });

  test("because the callee hangs is tried again in the time that is left", async () => {
    const { url, received } = await calleeThat((_request, response, count) => {
      if (count > 1) fine(response);
    });

    const answer = await clientOf(url).client.call(look, { params: { sku: "A" } });

    expect(answer).toEqual({ sku: "TENT" });
    expect(received).toHaveLength(2);
  });

  test("is sent once, where twice would do more", async () => {
    const { url, received } = await calleeThat((_request, response) => fail(response, 503));
    const asked = clientOf(url).client.call(reserve, { params: { sku: "A" }, body: { quantity: 1 } });

    await expect(asked).rejects.toEqual(unavailable);

    expect(received).toHaveLength(1);
  });

  test("by a 500 is not tried again", async () => {
    const { url, received } = await calleeThat((_request, response) => fail(response, 500));

    await expect(clientOf(url).client.call(look, { params: { sku: "A" } })).rejects.toEqual(unavailable);

    expect(received).toHaveLength(1);
  });

  test("says nothing of the callee to our caller", async () => {
    const { client, logs } = clientOf("http://127.0.0.1:1");

    const error = await client.call(look, { params: { sku: "A" } }).catch((thrown) => thrown);

    expect(error).toBeInstanceOf(Unavailable);
    expect(error.detail).not.toMatch(/catalog|127\.0\.0\.1/);
    expect(logs.of("call.failed")).toHaveLength(1);
  });
});

describe("the deadline", () => {
  test("ends a call that hangs", async () => {
    const { url } = await calleeThat(() => undefined);
    const begun = Date.now();

    await expect(
      clientOf(url).client.call(look, { params: { sku: "A" } }, { deadlineMs: 200 }),
    ).rejects.toEqual(unavailable);

    expect(Date.now() - begun).toBeLessThan(10_000);
  });

  test("ends calls that wait for a connection, too", async () => {
    const { url, received } = await calleeThat(() => undefined);
    const { client } = clientOf(url);
    const many = Array.from({ length: 70 }, () =>
      client.call(look, { params: { sku: "A" } }, { deadlineMs: 300 }),
    );

    const ends = await Promise.allSettled(many);

    expect(ends.every(({ status }) => status === "rejected")).toBe(true);
    expect(received.length).toBeGreaterThan(0);
  });

  test("of the request that we work on is not outlived", async () => {
    const { url, received } = await calleeThat((_request, response) => fine(response));
    const { client } = clientOf(url);
    const deadline = Date.now() + 300;

    await runWithContext({ requestId: "r", deadline }, () => client.call(look, { params: { sku: "A" } }));

    expect(Number(received[0]?.headers["x-request-deadline"])).toBeLessThanOrEqual(deadline);
  });

  test("that has passed sends nothing", async () => {
    const { url, received } = await calleeThat((_request, response) => fine(response));
    const { client } = clientOf(url);
    const context = { requestId: "r", deadline: Date.now() - 1 };

    const asked = runWithContext(context, () => client.call(look, { params: { sku: "A" } }));

    await expect(asked).rejects.toEqual(unavailable);
    expect(received).toHaveLength(0);
  });
});

describe("the circuit", () => {
  const circuit = { failures: 5, halfOpenAfterMs: 150 };

  test("opens after five faults in a row, spares the callee, and closes when it is back", async () => {
    let isDown = true;
    const { url, received } = await calleeThat((_request, response) =>
      isDown ? fail(response, 500) : fine(response),
    );
    const { client, logs } = clientOf(url, { circuit });
    const ask = () => client.call(look, { params: { sku: "A" } }).catch((error: unknown) => error);

    for (let call = 0; call < 8; call++) expect(await ask()).toEqual(unavailable);
    const whileOpen = received.length;
    isDown = false;
    await eventually(async () => expect(await ask()).toEqual({ sku: "TENT" }));

    expect(whileOpen).toBe(5);
    expect(logs.of("circuit.opened")).toHaveLength(1);
    expect(logs.of("circuit.closed")).toHaveLength(1);
  });

  test("stays closed over refusals, which are answers", async () => {
    const url = await internalApp(() => {
      throw new Conflict("out-of-stock", "Not enough.");
    });
    const { client } = clientOf(url, { circuit });

    for (let call = 0; call < 10; call++) {
      const refused = client.call(reserve, { params: { sku: "A" }, body: { quantity: 1 } });
      await expect(refused).rejects.toMatchObject({ status: 409 });
    }
  });
});

/** A real callee: the app that serves internal calls. */
async function internalApp(check: (quantity: number) => void): Promise<string> {
  const app = createInternalApp({
    service: "catalog",
    deps: {},
    calls: [
      implementCall(look, async (_deps: object, { params }) => ({ sku: params.sku })),
      implementCall(reserve, async (_deps: object, { params, body }) => {
        check(body.quantity);
        return { sku: params.sku };
      }),
    ],
    checks: [],
    logger: logLines().logger,
    metrics: createMetrics({ service: "catalog" }),
    serviceTokens: createServiceTokens({ service: "catalog", secrets }),
  });
  const { url } = await calleeThat((request, response) => app(request, response));
  return url;
}

test("all that the client throws is an AppError", async () => {
  const { client } = clientOf("http://127.0.0.1:1");

  await expect(client.call(look, { params: { sku: "A" } })).rejects.toBeInstanceOf(AppError);
});
