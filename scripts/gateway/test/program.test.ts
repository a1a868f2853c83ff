import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { request } from "node:http";
import { networkInterfaces } from "node:os";
import { text } from "node:stream/consumers";
import { cloudEndpoints } from "@shopeasy/testing/cloud";
import { eventually } from "@shopeasy/testing/eventually";
import { freePort } from "@shopeasy/testing/free-port";
import { bundle } from "../../jest/programs";
import { nobody } from "./gateway-under-test";
import { startUpstream } from "./upstream";

let program: string;

beforeAll(async () => {
  program = await bundle("gateway/main.ts");
});

afterAll(() => rmSync(program, { force: true }));

function startProgram(environment: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [program], { env: environment, stdio: ["ignore", "ignore", "pipe"] });
}

async function environmentOf(orders: string) {
  const names = ["users", "catalog", "cart", "feedback"];
  return {
    PORT: String(await freePort()),
    INTERNAL_PORT: String(await freePort()),
    AWS_XRAY_DAEMON_ADDRESS: cloudEndpoints().xray,
    AWS_ENDPOINT_URL_S3: cloudEndpoints().s3,
    AWS_ENDPOINT_URL_SESV2: cloudEndpoints().sesv2,
    SERVICE_URLS: JSON.stringify({ ...Object.fromEntries(names.map((name) => [name, nobody])), orders }),
    PAYMENTS_URL: nobody,
    RUN_FILE: "/no/such/run.json",
    PUBLIC_URL: "http://localhost:8080",
  };
}

const answers = (url: string) =>
  fetch(url).then(
    ({ status }) => status,
    () => null,
  );

test("the program serves this machine alone, and is gone within a second of being told, streams or not", async () => {
  const orders = await startUpstream((_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" }).write("data: one\n\n");
  });
  const environment = await environmentOf(orders.url);
  const gateway = startProgram(environment);
  const { PORT, INTERNAL_PORT } = environment;
  await eventually(
    async () => expect(await answers(`http://127.0.0.1:${INTERNAL_PORT}/health/live`)).toBe(200),
    { withinMs: 15_000 },
  );
  const outward = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === "IPv4");
  for (const { address } of outward) expect(await answers(`http://${address}:${PORT}/`)).toBeNull();
  const stream = request(`http://127.0.0.1:${PORT}/api/v1/orders/1/events`, { agent: false });
  stream.on("error", () => {});
  stream.end();
  const [answer] = await once(stream, "response");
  answer.on("error", () => {});
  const toldAt = performance.now();

  gateway.kill("SIGTERM");

  const [code] = await once(gateway, "exit");
  expect(code).toBe(0);
  expect(performance.now() - toldAt).toBeLessThan(10_000);
  await orders.stop();
}, 40_000);

test("what is wrong with its environment is told at once, and a taken port too", async () => {
  const taken = await startUpstream(() => {});
  const environment = await environmentOf(nobody);
  const broken = startProgram({
    ...environment,
    SERVICE_URLS: "{",
    PAYMENTS_URL: "",
    PUBLIC_URL: "no address",
  });
  const late = startProgram({ ...environment, PORT: new URL(taken.url).port });

  const [brokenWords, lateWords] = await Promise.all([text(broken.stderr!), text(late.stderr!)]);

  for (const name of ["SERVICE_URLS", "PAYMENTS_URL", "PUBLIC_URL"]) expect(brokenWords).toContain(name);
  expect(lateWords).toContain(`port ${new URL(taken.url).port} is taken`);
  await taken.stop();
}, 40_000);
