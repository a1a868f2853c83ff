import { TagEras } from "../../src/cache/tag-eras";
import { FakeClock } from "./cache-ground";

function someEras({ most = 100 } = {}) {
  const clock = new FakeClock();
  return { clock, eras: new TagEras(clock, most) };
}

test("an era of a thing ends with its first change, and no other's", () => {
  const { clock, eras } = someEras();
  const made = eras.of(["one"]);
  const other = eras.of(["two"]);

  clock.pass(10);
  eras.end(["one"]);
  clock.pass(10);
  eras.end(["one"]);

  expect(made.map(({ endedAt }) => endedAt)).toEqual([undefined, 10]);
  expect(other.map(({ endedAt }) => endedAt)).toEqual([undefined, undefined]);
});

test("what was changed after a moment is known, also of things that nothing was made of yet", () => {
  const { eras } = someEras();
  const before = eras.moment;

  eras.end(["one"]);

  expect(eras.haveEndedSince(before, ["one"])).toBe(true);
  expect(eras.haveEndedSince(before, ["two"])).toBe(false);
  expect(eras.haveEndedSince(eras.moment, ["one"])).toBe(false);
});

test("the newest change of several things is told by the calendar", () => {
  const { clock, eras } = someEras();
  eras.end(["one"]);
  clock.pass(500);
  eras.end(["two"]);
  const second = clock.date();
  clock.pass(500);

  expect(eras.newest(["one", "two"])).toBe(second);
  eras.endAll();
  expect(eras.newest(["one"])).toBe(second + 500);
});

test("a thing whose changes had to be forgotten counts as changed", () => {
  const { clock, eras } = someEras({ most: 2 });
  const before = eras.moment;
  eras.end(["one"]);
  const made = eras.of(["one"]);
  clock.pass(10);

  eras.end(["two", "three"]);

  expect(made.map(({ endedAt }) => endedAt)).toEqual([undefined, 10]);
  expect(eras.haveEndedSince(before, ["one"])).toBe(true);
  // Nobody can tell any more, so it may have.
  expect(eras.haveEndedSince(before, ["never heard of"])).toBe(true);
  expect(eras.haveEndedSince(eras.moment, ["one"])).toBe(false);
});
