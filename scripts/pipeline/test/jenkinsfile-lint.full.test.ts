import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeWith } from "@shopeasy/testing/programs";
import { root } from "./run-script";

const settings = join(__dirname, "jenkinsfile/groovylintrc.json");

/** What npm-groovy-lint finds in a text, by its rules. It has a server of its own, which would stay. */
function lint(jenkinsfile: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), "shopeasy-jenkinsfile-"));
  try {
    writeFileSync(join(folder, "Jenkinsfile"), jenkinsfile);
    const program = join(root, "node_modules/npm-groovy-lint/lib/index.js");
    const args = [
      program,
      "--noserver",
      "--failon",
      "none",
      "--config",
      settings,
      "--output",
      "json",
      "Jenkinsfile",
    ];
    const output = execFileSync(process.execPath, args, {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
    const { files } = JSON.parse(output.slice(output.indexOf("{"))) as {
      files: Record<string, { errors: { line: number; rule: string; msg: string }[] }>;
    };
    return Object.values(files).flatMap(({ errors }) =>
      errors.map(({ line, rule, msg }) => `${line}: ${rule}: ${msg}`),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const withJava = describeWith(["java"], "apt-get install default-jre-headless");

withJava("the Jenkinsfile", () => {
  const jenkinsfile = readFileSync(join(root, "Jenkinsfile"), "utf8");

  test("is Groovy that the linter finds no fault in", () => {
    expect(lint(jenkinsfile)).toEqual([]);
  }, 300_000);

  test("would not be, were it none", () => {
    const faults = lint(jenkinsfile.replace("stages {", "stages { if (").replace("'main'", '"main"'));

    expect(faults.join("\n")).toMatch(/NglParseError|unexpected|parse/i);
  }, 300_000);
});
