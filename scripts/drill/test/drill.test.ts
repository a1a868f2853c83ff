import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Faults } from "@shopeasy/contracts/flag-declaration";
import { FileStore } from "../../flags/file/file-store";
import { beginDrill } from "../begin-drill";
import { drills } from "../drills";
import { readOptions } from "../options";

test("drills are made by the flag, one at a time, and are over when it says so", async () => {
  const folder = mkdtempSync(join(tmpdir(), "drill-"));
  const store = new FileStore(folder);
  const said = async () => {
    const { file } = await store.read();
    const flag = file.flags.faults;
    return Faults.parse(flag?.variants[flag.defaultVariant]).programs;
  };

  await beginDrill(folder, "3");
  const third = await said();
  await beginDrill(folder, "4");
  const fourth = await said();
  await beginDrill(folder, undefined);

  expect(third).toEqual(Faults.parse({ programs: [drills["3"]] }).programs);
  expect(fourth).toEqual(Faults.parse({ programs: [drills["4"]] }).programs);
  expect(await said()).toEqual([]);
  // Whoever is at the exercise and looks at the history is told no more than the number.
  expect((await store.history()).map(({ what }) => what)).toContain("faults: drill 3");
  rmSync(folder, { recursive: true });
});

test("the exercise has a part for each drill, and the answers tell of each", () => {
  const page = (name: string) =>
    readFileSync(join(__dirname, "../../../docs/exercises", `${name}.md`), "utf8");

  for (const number of Object.keys(drills)) {
    expect(page("finding-a-fault-answers")).toMatch(new RegExp(`^## Drill ${number}:`, "m"));
    expect(page("finding-a-fault")).toContain(`npm run drill -- ${number}`);
  }
});

test.each([
  [["5"]],
  [[]],
  [["1", "2"]],
  [["load", "--rate", "0"]],
  [["1", "--rate", "5"]],
  [["constructor"]],
])("%j is refused with how it is said rightly", (args) => {
  expect(() => readOptions(args)).toThrow(/usage:/);
});
