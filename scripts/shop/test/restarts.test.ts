import { eventually } from "@shopeasy/testing/eventually";
import { Restarts } from "../restarts";

test("what crashes as soon as it is started is started again five times, and then given up with its last words", async () => {
  const told: string[] = [];
  let starts = 0;
  const restarts = new Restarts({
    name: "postgres",
    start: async () => {
      starts += 1;
      restarts.began();
      throw new Error("the disk is full");
    },
    lastWords: () => "No space left on device",
    shortestMs: 10,
    tell: (event, name, why) => told.push(`${event} ${name}: ${why}`),
  });
  restarts.began();

  restarts.crashed("exit 1");

  await eventually(
    () => expect(told.at(-1)).toBe("given-up postgres: the disk is full: No space left on device"),
    { withinMs: 25_000 },
  );
  expect(starts).toBe(5);
});

test("what was stopped is not started again", async () => {
  const told: string[] = [];
  const restarts = new Restarts({
    name: "postgres",
    start: async () => {},
    tell: (event) => told.push(event),
  });
  restarts.began();
  restarts.stop();

  restarts.crashed("SIGINT");

  expect(told).toEqual([]);
});
