import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writtenRunbooks } from "../policies/written-runbooks";
import { loggedEvents } from "../stacks/logged-events";
import { savedQueries } from "../stacks/saved-queries";
import { loggedErrors, loggedEventsOfCode } from "./logged-code";

const textOf = (path: string) => readFileSync(join(__dirname, "../..", path), "utf8");
const runbook = (name: string) => textOf(`docs/runbooks/${name}.md`);

test.each(Object.entries(loggedEvents))("what %s rings for is written by the code", (_name, { events }) => {
  if (typeof events === "string")
    return expect(textOf("packages/platform/src/runtime/process-life.ts")).toContain(events);
  const code = loggedEventsOfCode();

  expect(events.filter((event) => !code.has(event))).toEqual([]);
});

test("every error of the code rings for itself, or is explained where errors without a page are", () => {
  const rung = new Set(Object.values(loggedEvents).flatMap(({ events }) => events));
  const explained = runbook("errors-logged");

  const unexplained = [...loggedErrors()].filter(
    (event) => !rung.has(event) && !explained.includes(`\`${event}\``),
  );

  // Give it an alarm in infra/stacks/logged-events.ts, or a line in docs/runbooks/errors-logged.md.
  expect(unexplained).toEqual([]);
});

test("runbooks, procedures and saved queries ask for events that are written", () => {
  const code = loggedEventsOfCode();
  const asked = [
    ...writtenRunbooks().map(runbook),
    ...globSync("docs/procedures/*.md", { cwd: join(__dirname, "../..") }).map(textOf),
    ...Object.values(savedQueries).map(({ lines }) => lines.join("\n")),
  ].flatMap((text) =>
    [...text.matchAll(/event (?:= |in \[)((?:["'][a-z.-]+["'](?:, )?)+)/g)].flatMap(([, names = ""]) =>
      [...names.matchAll(/["']([a-z.-]+)["']/g)].map(([, name = ""]) => name),
    ),
  );

  expect(asked.length).toBeGreaterThan(30);
  expect(asked.filter((event) => !code.has(event))).toEqual([]);
});
