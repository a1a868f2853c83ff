import { once } from "node:events";
import { Agent, type IncomingMessage } from "node:http";
import { connect, createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { eventually } from "@shopeasy/testing/eventually";
import { aProgram, ask, linesOf, logged } from "./a-program";

const program = aProgram("service-program");
afterAll(() => program.dispose());

const environment = {
  JWKS_URL: "http://127.0.0.1:1/jwks.json",
  SERVICE_TOKEN_SECRET: "a secret of at least thirty-two characters",
};

const run = (changes: Record<string, string> = {}) => program.run({ ...environment, ...changes });

async function started(changes?: Record<string, string>) {
  const service = run(changes);
  const line = await logged(service, "service.started");
  return { ...service, port: Number(line.port), internalPort: Number(line.internalPort) };
}

const textOf = async (answer: IncomingMessage) => Buffer.concat(await answer.toArray()).toString();

describe("a service that is told to stop", () => {
  test("says that it is draining, finishes what it began, then closes its pools and goes", async () => {
    const { child, output, ended, port } = await started();
    const slow = ask(port, "/api/v1/slow?ms=2500");
    const before = await ask(port, "/health/serving");
    await pause(100);

    child.kill("SIGTERM");
    await eventually(async () => expect((await ask(port, "/health/serving")).statusCode).toBe(503));
    const live = await ask(port, "/health/live");
    const answer = await slow;

    expect([before.statusCode, live.statusCode]).toEqual([200, 200]);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers.connection).toBe("close");
    expect(await textOf(answer)).toBe('{"done":true}');
    expect(await ended).toBe(0);
    const events = ["service.stopping", "request.completed", "pools.closed", "service.stopped"];
    const places = events.map((event) => output.out.indexOf(event));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
  });

  test("waits for an answer that takes longer than its grace", async () => {
    const { child, ended, port } = await started();
    const slow = ask(port, "/api/v1/slow?ms=2000");
    await pause(100);

    child.kill("SIGTERM");

    expect(await textOf(await slow)).toBe('{"done":true}');
    expect(await ended).toBe(0);
  });

  test("is not held up by connections that nobody uses, nor by streams", async () => {
    const { child, ended, port } = await started();
    const agent = new Agent({ keepAlive: true });
    await textOf(await ask(port, "/api/v1/slow?ms=1", agent));
    const silent = connect(port, "127.0.0.1");
    const stream = await ask(port, "/api/v1/stream");
    const streamed = textOf(stream);
    const begun = Date.now();

    child.kill("SIGTERM");

    expect(await ended).toBe(0);
    expect(Date.now() - begun).toBeLessThan(10_000);
    expect(await streamed).toBe("data: begun\n\ndata: ended\n\n");
    silent.destroy();
    agent.destroy();
  });

  test("goes at once when it is told twice", async () => {
    const { child, ended, output } = await started({ HANGS: "1" });

    child.kill("SIGINT");
    await eventually(() => expect(linesOf(output.out, "service.stopping")).toHaveLength(1));
    child.kill("SIGINT");

    expect(await ended).toBe(1);
  });
});

describe("a service that can't start", () => {
  test("names everything that is wrong with its environment, and ends with 1", async () => {
    const { ended, output } = run({ JWKS_URL: "", LOG_LEVEL: "loud" });

    expect(await ended).toBe(1);
    expect(output.error).toMatch(
      /^trial can't start: The configuration is not valid:\n {2}LOG_LEVEL: .*\n {2}JWKS_URL: is missing\n$/,
    );
  });

  test("says that its port is taken", async () => {
    const squatter = createServer().listen(0, "127.0.0.1");
    await once(squatter, "listening");
    const { port } = squatter.address() as { port: number };

    const { ended, output } = run({ PORT: String(port) });

    expect(await ended).toBe(1);
    expect(output.error).toBe(
      `trial can't start: port ${port} is taken. Stop what listens there, or set another PORT.\n`,
    );
    squatter.close();
  });
});

test("an error that nobody caught is logged, and ends the process with 1", async () => {
  const { ended, output, port } = await started();

  await ask(port, "/api/v1/breaking").catch(() => undefined);

  expect(await ended).toBe(1);
  expect(linesOf(output.out, "process.failed")).toEqual([expect.objectContaining({ level: "error" })]);
  expect(output.out).toContain("nobody caught this");
});

describe("what is not HTTP as we know it", () => {
  const send = (port: number, text: string) =>
    new Promise<string>((resolve) => {
      let answer = "";
      const socket = connect(port, "127.0.0.1", () => socket.write(text));
      socket.on("data", (chunk) => {
        answer += chunk;
      });
      socket.on("close", () => resolve(answer));
      socket.on("error", () => undefined);
    });

  test("gets its problem all the same", async () => {
    const { child, port } = await started();

    const tooLarge = await send(
      port,
      `GET /api/v1/slow HTTP/1.1\r\nHost: x\r\nCookie: ${"x".repeat(20_000)}\r\n\r\n`,
    );
    const nonsense = await send(port, "HELO shop\r\n\r\n");
    child.kill("SIGKILL");

    expect(tooLarge).toMatch(/^HTTP\/1\.1 431 /);
    expect(tooLarge).toContain("https://shopeasy.dev/problems/headers-too-large");
    expect(nonsense).toMatch(/^HTTP\/1\.1 400 /);
    expect(nonsense).toMatch(/X-Request-Id: [0-9a-f-]{36}\r\n/);
    expect(nonsense).toContain("application/problem+json");
  });
});

test("each of the two ports has its own part", async () => {
  const { child, port, internalPort } = await started();

  const statuses = await Promise.all(
    [
      [port, "/health/live"],
      [port, "/health/serving"],
      [internalPort, "/health/ready"],
      [internalPort, "/metrics"],
      [port, "/metrics"],
      [port, "/health/ready"],
      [port, "/internal/anything"],
    ].map(async ([where, path]) => (await ask(Number(where), String(path))).statusCode),
  );
  child.kill("SIGKILL");

  expect(statuses).toEqual([200, 200, 200, 200, 404, 404, 404]);
});
