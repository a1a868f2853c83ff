import { readFileSync } from "node:fs";
import { join } from "node:path";
import { environments } from "../../../infra/environments";
import { pipelineFaults } from "./jenkinsfile/pipeline-faults";
import { readPipeline } from "./jenkinsfile/read-pipeline";

const root = join(__dirname, "../../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const jenkinsfile = read("Jenkinsfile");
/** The first column of the table of credentials. */
const credentials = [...read("docs/pipeline.md").matchAll(/^\| `(shopeasy-[\w-]+)` \|/gm)].map(
  ([, id = ""]) => id,
);
const faultsOf = (source: string) =>
  pipelineFaults(source, { scripts: JSON.parse(read("package.json")).scripts, credentials });

test("the pipeline runs npm scripts alone, with options that they have, and deploys as it should", () => {
  expect(faultsOf(jenkinsfile)).toEqual([]);
});

test("the pipeline asks the shops that the infrastructure makes", () => {
  expect(jenkinsfile).toContain(`STAGING_URL = 'https://${environments.staging.domain}'`);
  expect(jenkinsfile).toContain(`PROD_URL = 'https://${environments.prod.domain}'`);
});

test.each([
  ["npm run check", "npm run chekc", 'package.json has no script "chekc"'],
  ["npm run check", "make check", "make is no npm script"],
  ["npm run check", "npm run check && rm -rf /", '"&& rm -rf /" is more than one command'],
  ["--rate 10 --seconds 60", "--rate 10 --second 60", "Unknown option '--second'"],
  ["--strategy all-at-once", "--strategy at-once", "npm run release:"],
  ["infra -- synth --environment prod", "infra -- synth --environment production", "There is no environment"],
  ["'npm run publish-docs -- --trash'", "'npm run publish-docs -- --purge'", "Unknown option '--purge'"],
  ["sh 'npm run check'", 'sh "npm run check"', "single quotes"],
  ["currentBuild.currentResult", "env.BITBUCKET_TOKEN", "Groovy fills in env.BITBUCKET_TOKEN"],
  ["options { timeout(time: 20, unit: 'MINUTES') }", "", "the stage has no timeout"],
  ["timeout(time: 20, unit: 'HOURS')", "timeout(time: 48, unit: 'HOURS')", "waited for too long"],
  ["submitter 'shopeasy-releasers'", "", "names nobody"],
  [
    "lock(resource: 'shopeasy-prod')",
    "lock(resource: 'shopeasy-staging')",
    "release promote does not hold the lock",
  ],
  ["milestone(ordinal: 20", "milestone(ordinal: 10", "milestones do not rise: 10, 10, 30"],
  [
    "credentialsId: 'shopeasy-confluence'",
    "credentialsId: 'shopeasy-wiki'",
    "docs/pipeline.md does not tell of shopeasy-wiki",
  ],
  ["parameters {", "tools {", "its sections are"],
])("%s may not become %s", (before, after, fault) => {
  expect(jenkinsfile).toContain(before);

  const faults = faultsOf(jenkinsfile.replace(before, after));

  expect(faults.join("\n")).toContain(fault);
});

test("whatever deploys has to be for main alone, and every agent be left clean", () => {
  const everywhere = faultsOf(jenkinsfile.replaceAll("branch 'main'", "branch 'PR-*'"));
  const dirty = faultsOf(jenkinsfile.replaceAll("cleanup { deleteDir() }", "cleanup { echo 'done' }"));

  for (const what of ["push", "migrate", "deploy", "promote", "rollback"]) {
    expect(everywhere.join("\n")).toContain(`release ${what} is not for main alone`);
  }
  expect(everywhere.join("\n")).toContain("pipeline infra-apply is not for main alone");
  expect(dirty.filter((fault) => fault.includes("leaves its files")).length).toBeGreaterThan(8);
});

test.each([
  ["pipeline { stages {", "Line 1: { has no end"],
  ["pipeline { } }", "Line 1: } ends nothing"],
  ["pipeline {\n sh('x'\n}", "has no end"],
  ["node { }", "A declarative pipeline is one block"],
  ["pipeline { sh 'x }", "can't be read"],
])("%j is no pipeline", (source, fault) => {
  expect(() => readPipeline(source)).toThrow(fault);
});
