import { EventEmitter, once } from "node:events";
import { createServer, type IncomingMessage, request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as pause } from "node:timers/promises";
import {
  currentContext,
  keepContext,
  keepContextOfListeners,
  runWithContext,
} from "../../src/context/request-context";

const context = { requestId: "r-1", traceId: "1-67891233-abcdef012345678912345678" };
const requestId = () => currentContext()?.requestId;

test("outside of a request there is no context", () => {
  expect(currentContext()).toBeUndefined();
});

test("two requests that run at once each see their own", async () => {
  const serve = (id: string) =>
    runWithContext({ requestId: id }, async () => {
      await pause(2);
      return requestId();
    });

  const seen = await Promise.all([serve("a"), serve("b"), serve("c")]);

  expect(seen).toEqual(["a", "b", "c"]);
});

describe("the context is kept", () => {
  test("over await, timers, ticks and microtasks", async () => {
    const seen = await runWithContext(context, async () => [
      await Promise.resolve().then(requestId),
      await new Promise((resolve) => setTimeout(() => resolve(requestId()), 1)),
      await new Promise((resolve) => setImmediate(() => resolve(requestId()))),
      await new Promise((resolve) => process.nextTick(() => resolve(requestId()))),
      await new Promise((resolve) => queueMicrotask(() => resolve(requestId()))),
    ]);

    expect(seen).toEqual(["r-1", "r-1", "r-1", "r-1", "r-1"]);
  });

  test("through streams that are made in it", async () => {
    const seen: unknown[] = [];
    const note = new Transform({
      objectMode: true,
      transform(chunk, _encoding, done) {
        seen.push(requestId());
        done(null, chunk);
      },
    });

    await runWithContext(context, () =>
      pipeline(Readable.from([1, 2]), note, async (lines) => {
        for await (const _line of lines) {
          seen.push(requestId());
        }
      }),
    );

    expect(seen).toEqual(["r-1", "r-1", "r-1", "r-1"]);
  });

  test("by a function that another request's code calls", () => {
    const kept = runWithContext(context, () => keepContext(requestId));

    expect(runWithContext({ requestId: "other" }, kept)).toBe("r-1");
  });

  test("in the body's events of a request whose listeners are kept, though its socket knows of none", async () => {
    const seen: { data?: unknown; end?: unknown } = {};
    const server = createServer((incoming: IncomingMessage, response) => {
      keepContextOfListeners(incoming);
      runWithContext(context, () => {
        incoming.on("data", () => (seen.data = requestId()));
        incoming.once("end", () => {
          seen.end = requestId();
          response.end();
        });
      });
    }).listen(0, "127.0.0.1");
    await once(server, "listening");

    const call = request({ port: (server.address() as AddressInfo).port, method: "POST" });
    call.write("part one");
    setImmediate(() => call.end("part two"));
    const [answer] = await once(call, "response");
    answer.resume();
    await once(answer, "end");
    server.close();

    expect(seen).toEqual({ data: "r-1", end: "r-1" });
  });
});

describe("an emitter whose listeners are kept", () => {
  function keptEmitter() {
    const emitter = new EventEmitter();
    keepContextOfListeners(emitter);
    return emitter;
  }

  test("calls each in the context that it was added in", () => {
    const emitter = keptEmitter();
    const seen: unknown[] = [];

    for (const id of ["a", "b"]) {
      runWithContext({ requestId: id }, () => emitter.on("change", () => seen.push(requestId())));
    }
    emitter.emit("change");

    expect(seen).toEqual(["a", "b"]);
  });

  test("removes by the original, also those for one time", () => {
    const emitter = keptEmitter();
    const listener = jest.fn();
    emitter.on("change", listener);
    emitter.once("change", listener);
    emitter.prependListener("change", listener);
    emitter.prependOnceListener("change", listener);

    for (let i = 0; i < 4; i++) {
      emitter.off("change", listener);
    }
    emitter.emit("change");

    expect(listener).not.toHaveBeenCalled();
    expect(emitter.listenerCount("change")).toBe(0);
  });

  test("calls a listener for one time once, with its arguments and its this", () => {
    const emitter = keptEmitter();
    const calls: unknown[] = [];
    emitter.once("change", function (this: unknown, ...args: unknown[]) {
      calls.push(this === emitter, ...args);
    });

    emitter.emit("change", 1, 2);
    emitter.emit("change", 3);

    expect(calls).toEqual([true, 1, 2]);
  });

  test("keeps order and waiting for an event", async () => {
    const emitter = keptEmitter();
    const order: string[] = [];
    emitter.on("change", () => order.push("second"));
    emitter.prependListener("change", () => order.push("first"));

    const waiting = once(emitter, "change");
    emitter.emit("change", "now");

    expect(order).toEqual(["first", "second"]);
    expect(await waiting).toEqual(["now"]);
  });
});

test("a socket's own events have no request, which is why listeners are kept", async () => {
  const server = createServer((_incoming, response) => response.end()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  await once(socket, "connect");
  keepContextOfListeners(socket);

  const seen = new Promise((resolve) =>
    runWithContext(context, () => socket.once("data", () => resolve(requestId()))),
  );
  socket.end("GET / HTTP/1.1\r\nhost: shop\r\nconnection: close\r\n\r\n");

  expect(await seen).toBe("r-1");
  server.close();
});
