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
