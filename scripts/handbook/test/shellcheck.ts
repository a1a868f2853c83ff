import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeWith } from "@shopeasy/testing/programs";
import { type Page, root } from "./pages";

export const withShellcheck = describeWith(["shellcheck"], "apt-get install shellcheck");

/** What a page cannot know: code that others read in, words that are to be split, folders that are there. */
const borne = ["SC1091", "SC2015", "SC2016", "SC2034", "SC2046", "SC2086", "SC2164", "SC2317"];

/** What shellcheck finds in what the pages have typed, and in files of shell; empty where it finds nothing. */
export function faultsOfTyped(pages: readonly Page[], ...files: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "typed-"));
  const typed = pages.map(({ path, shell }) => {
    const file = join(folder, path.replaceAll("/", "-"));
    writeFileSync(file, `${shell.join("\n").replaceAll(/<[a-z][^<>\n]*>/g, "placeholder")}\n`);
    return file;
  });
  const options = ["--shell=bash", `--exclude=${borne.join(",")}`, "--format=gcc"];
  const { stdout } = spawnSync(
    "shellcheck",
    [...options, ...typed, ...files.map((file) => join(root, file))],
    {
      encoding: "utf8",
    },
  );
  rmSync(folder, { recursive: true });
  return stdout.replaceAll(folder, "");
}
