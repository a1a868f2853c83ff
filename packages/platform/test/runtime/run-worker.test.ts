import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { aProgram, ask, logged } from "./a-program";

const program = aProgram("worker-program");
afterAll(() => program.dispose());

test("a worker has one port, and stops its consumers before its pools", async () => {
  const worker = program.run();
  const port = Number((await logged(worker, "worker.started")).internalPort);

  const ready = await ask(port, "/health/ready");
  const metrics = await ask(port, "/metrics");
  worker.child.kill("SIGTERM");

  expect([ready.statusCode, metrics.statusCode]).toEqual([200, 200]);
  expect(await worker.ended).toBe(0);
  expect(worker.output.out.indexOf("consumers.stopped")).toBeGreaterThan(0);
  expect(worker.output.out.indexOf("pools.closed")).toBeGreaterThan(
    worker.output.out.indexOf("consumers.stopped"),
  );
});

/** A PostgreSQL that lets everybody in, and answers no query. */
async function hangingDatabase() {
  const server = createServer((socket) => {
    socket.once("data", () => {
      const authenticated = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0]);
      const ready = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);
      socket.write(Buffer.concat([authenticated, ready]));
    });
    socket.on("error", () => {});
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  return { server, url: `postgres://anybody@127.0.0.1:${port}/any` };
}

test("a database that is given up while postgres.js looks for a connection's types does not end the process", async () => {
  const { server, url } = await hangingDatabase();
  const worker = program.run({ DATABASE_URL: url });
  const port = Number((await logged(worker, "worker.started")).internalPort);

  await logged(worker, "database.connection-lost");
  const ready = await ask(port, "/health/ready");
  worker.child.kill("SIGKILL");
  server.close();

  expect(ready.statusCode).toBe(200);
});
