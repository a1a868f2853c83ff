import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { PublicClient } from "../../src/outbound/public-client";
import type { Resolve } from "../../src/outbound/public-lookup";

const opened: { close: () => unknown }[] = [];
afterAll(() => Promise.all(opened.map((each) => each.close())));

/** A server on loopback that counts connections, and what it was asked. */
async function aServer(listener: RequestListener = (_, response) => response.end("fine")) {
  const server: Server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const seen = { connections: 0, requests: 0 };
  server.on("connection", () => seen.connections++).on("request", () => seen.requests++);
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  opened.push({ close });
  return { seen, port: (server.address() as AddressInfo).port };
}

function aClient(options: Partial<ConstructorParameters<typeof PublicClient>[0]> = {}) {
  const client = new PublicClient({ allowPrivate: false, ...options });
  opened.push(client);
  return client;
}

/** The system's lookup, with other answers. */
const answering =
  (...addresses: string[]): Resolve =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));

const send = (client: PublicClient, url: string) => client.post(url, { "x-one": "1" }, "{}");

test.each([
  ["127.0.0.1"],
  ["169.254.169.254"],
  ["::1"],
  ["::ffff:127.0.0.1"],
  ["10.1.2.3"],
  ["100.64.0.1"],
  ["fd00:ec2::254"],
])("a name that leads to %s is refused, and gets nothing", async (address) => {
  const client = aClient({ resolve: answering(address) });

  const fault = await client.faultOf("https://hooks.example.com/");
  const { status, fault: why } = await send(client, "https://hooks.example.com/");

  expect(fault).toBe("must lead to a public address");
  expect([status, why]).toEqual([null, "address-refused"]);
});

test("a name with a public address beside a private one is refused", async () => {
  const client = aClient({ resolve: answering("93.184.215.14", "127.0.0.1") });

  expect(await client.faultOf("https://hooks.example.com/")).not.toBeNull();
  expect(await send(client, "https://hooks.example.com/")).toMatchObject({ fault: "address-refused" });
});

test("a name that was public when it was looked at, and leads to loopback when it is called, gets nothing", async () => {
  const { seen, port } = await aServer();
  const answers = [answering("93.184.215.14"), answering("127.0.0.1")];
  const client = aClient({ resolve: async (host) => (await answers.shift()?.(host)) ?? [] });

  const fault = await client.faultOf(`https://hooks.example.com:${port}/`);
  const outcome = await send(client, `https://hooks.example.com:${port}/`);

  expect(fault).toBeNull();
  expect(outcome).toMatchObject({ status: null, fault: "address-refused" });
  expect(seen.connections).toBe(0);
});

test.each([
  ["https://127.0.0.1:PORT/"],
  ["https://2130706433:PORT/"],
  ["https://[::ffff:127.0.0.1]:PORT/"],
  ["https://localhost:PORT/"],
  ["http://127.0.0.1:PORT/"],
  ["nonsense"],
])("%s gets nothing, however it came to be called", async (url) => {
  const { seen, port } = await aServer();

  const outcome = await send(aClient(), url.replace("PORT", String(port)));

  expect(outcome).toMatchObject({ status: null, fault: "address-refused" });
  expect(seen.connections).toBe(0);
});

test("a name that can't be found may be registered, and is not found when it is called", async () => {
  const notFound: Resolve = () => Promise.reject(Object.assign(new Error("no"), { code: "ENOTFOUND" }));
  const client = aClient({ resolve: notFound });

  expect(await client.faultOf("https://hooks.example.com/")).toBeNull();
  expect(await send(client, "https://hooks.example.com/")).toMatchObject({ fault: "name-not-found" });
});

test("what is sent arrives, and the beginning of the answer comes back", async () => {
  let got = "";
  const { port } = await aServer((request, response) => {
    got += request.headers["x-one"];
    request.on("data", (chunk) => {
      got += chunk;
    });
    request.on("end", () => response.writeHead(201).end("x".repeat(1_000_000)));
  });

  const outcome = await send(aClient({ allowPrivate: true }), `http://127.0.0.1:${port}/hooks?a=1`);

  expect(outcome).toMatchObject({ status: 201, fault: null, text: "x".repeat(4_096) });
  expect(got).toBe("1{}");
});

test("a redirect is not followed", async () => {
  const { seen, port } = await aServer((request, response) =>
    request.url === "/" ? response.writeHead(307, { location: "/elsewhere" }).end() : response.end(),
  );

  const outcome = await send(aClient({ allowPrivate: true }), `http://127.0.0.1:${port}/`);

  expect(outcome).toMatchObject({ status: 307 });
  expect(seen.requests).toBe(1);
});

test("a receiver that says nothing is given up in time, and so is one that never ends", async () => {
  const { port } = await aServer((request, response) => {
    if (request.url === "/endless") response.writeHead(200).write("beginning");
  });
  const client = aClient({ allowPrivate: true, timeoutMs: 200 });

  const [silent, endless] = await Promise.all([
    send(client, `http://127.0.0.1:${port}/`),
    send(client, `http://127.0.0.1:${port}/endless`),
  ]);

  expect(silent).toMatchObject({ status: null, fault: "timed-out" });
  expect(endless).toMatchObject({ status: 200, text: "beginning" });
});

test("one that is not there, or does not speak HTTP, is a failed connection", async () => {
  const client = aClient({ allowPrivate: true });
  const { port } = await aServer((_, response) => response.socket?.end("garbage\r\n\r\n"));

  expect(await send(client, "http://127.0.0.1:1/")).toMatchObject({ fault: "connection-failed" });
  expect(await send(client, `http://127.0.0.1:${port}/`)).toMatchObject({ fault: "connection-failed" });
  expect(await send(client, `https://127.0.0.1:${port}/`)).toMatchObject({ status: null });
});
