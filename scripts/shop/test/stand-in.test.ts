import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { StandIn } from "../stand-in";

async function answering(text: string) {
  const server = createServer((_request, response) => response.end(text)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { server, port };
}

const ask = async (port: number) =>
  (await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: "close" } })).text();

test("who asks at an old address is answered by who took its place, as soon as that is free, and by the next after that", async () => {
  const [old, second, third] = await Promise.all([
    answering("first"),
    answering("second"),
    answering("third"),
  ]);
  const standIn = new StandIn(old.port, second.port);
  const taken = standIn.take();
  expect(await ask(old.port)).toBe("first");

  old.server.close();
  await taken;

  expect(await ask(old.port)).toBe("second");
  standIn.leadTo(third.port);
  expect(await ask(old.port)).toBe("third");
  standIn.close();
  await expect(ask(old.port)).rejects.toThrow();
  for (const { server } of [second, third]) server.close();
});

test("a stand-in that is not needed any more stops waiting for its port", async () => {
  const old = await answering("first");
  const standIn = new StandIn(old.port, 1);
  const taken = standIn.take();

  standIn.close();

  await taken;
  expect(await ask(old.port)).toBe("first");
  old.server.close();
});
