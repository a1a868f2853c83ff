import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { ApiError } from "./api-error";
import { audit } from "./audit/audit";
import { toldVerdict } from "./audit/told-verdict";
import { type ApiRequest, callApi } from "./call-api";
import { applyPlans } from "./infrastructure/apply-plans";
import { planStacks } from "./infrastructure/plan-stacks";
import { stacksOf } from "./infrastructure/stacks";
import { junitReport } from "./junit-report";
import { passesLoadGate } from "./load-gate/load-gate";
import { branchOfBuild, issueKeysOfBuild } from "./notices/about-build";
import { bitbucketStatus } from "./notices/bitbucket-status";
import { chatMessage } from "./notices/chat-message";
import { type JiraNotice, jiraBody, tellJira } from "./notices/jira";
import { type BuildResult, isForChannel, outcomes } from "./notices/outcome-rules";
import { type PipelineCommand, readOptions } from "./options";
import { PipelineError } from "./pipeline-error";
import { writeBills } from "./sbom/write-bills";
import { findSecrets } from "./secrets/find-secrets";

const synthesized = "build/infra/stacks";

const say = (line: string) => void process.stdout.write(`${line}\n`);
/** Where what is printed is read by a program, people are told here. */
const tell = (line: string) => void process.stderr.write(`${line}\n`);

/** `npm run pipeline`: what the pipeline does beside releasing. Gives whether all is well. */
async function main(): Promise<boolean> {
  const command: PipelineCommand = readOptions(process.argv.slice(2));
  switch (command.name) {
    case "status":
      return send(await bitbucketStatus(command.state, command.description), command.isTrial);
    case "jira":
      return jira(command.notice, command.isTrial);
    case "chat":
      return send(chatMessage(command.text), command.isTrial);
    case "outcome":
      return tellOutcome(command.result);
    case "audit": {
      const verdict = await audit(new Date());
      say(toldVerdict(verdict));
      return verdict.open.length === 0;
    }
    case "secrets": {
      const { files, found } = await findSecrets();
      for (const line of found) say(line);
      say(`${found.length} secrets in ${files} files.`);
      return found.length === 0;
    }
    case "sbom": {
      const counts = await writeBills(command.folder);
      for (const [file, count] of Object.entries(counts)) say(`${file}: ${count} components`);
      return true;
    }
    case "junit":
      mkdirSync(dirname(command.to), { recursive: true });
      writeFileSync(command.to, junitReport(readTestReport(command.from), process.cwd()));
      return true;
    case "load-gate": {
      const isGood = await passesLoadGate(command.gate, say);
      say(isGood ? "The gate is open." : "The gate stays shut.");
      return isGood;
    }
    case "infra-plan": {
      const changes = await planStacks(stacksOf(command.environment, synthesized), command.folder, tell);
      say(changes.join("\n") || "none");
      return true;
    }
    case "infra-apply":
      await applyPlans(stacksOf(command.environment, synthesized), command.folder, say);
      return true;
  }
}

async function send(request: ApiRequest, isTrial: boolean): Promise<true> {
  if (isTrial) {
    say(JSON.stringify(request.body, null, 2));
    return true;
  }
  await callApi(request);
  say(`${request.what} is sent.`);
  return true;
}

/** Each is told, also where another one can't be. */
async function tellOutcome(result: BuildResult): Promise<boolean> {
  const { bitbucket, jira: state, words } = outcomes[result];
  const { JOB_NAME, BUILD_NUMBER, BUILD_URL } = process.env;
  const notices = [
    async () => send(await bitbucketStatus(bitbucket, `The build ${words}`), false),
    () => jira({ kind: "builds", state }, false),
    async () => {
      if (!isForChannel(branchOfBuild(), result)) return true;
      return send(chatMessage(`${JOB_NAME} #${BUILD_NUMBER} ${words}: ${BUILD_URL}`), false);
    },
  ];
  const told = await Promise.allSettled(notices.map((notice) => notice()));
  for (const one of told) if (one.status === "rejected") tell(messageOf(one.reason));
  return told.every(({ status }) => status === "fulfilled");
}

async function jira(notice: JiraNotice, isTrial: boolean): Promise<true> {
  const issueKeys = await issueKeysOfBuild();
  const body = await jiraBody(notice, issueKeys, new Date());
  if (isTrial) {
    say(JSON.stringify(body, null, 2));
  } else if (issueKeys.length === 0) {
    // Jira refuses what belongs to no issue.
    say("Neither commits nor branch name an issue: Jira is told nothing.");
  } else {
    const unknown = await tellJira(notice.kind, body);
    say(`Jira knows the ${notice.kind.slice(0, -1)} of ${issueKeys.join(", ")}.`);
    if (unknown.length > 0) say(`It does not know the issues ${unknown.join(", ")}.`);
  }
  return true;
}

function readTestReport(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new PipelineError(`There is no ${file}: did the tests begin?`);
  }
}

function messageOf(error: unknown): string {
  const isExpected = error instanceof PipelineError || error instanceof ApiError;
  return isExpected ? error.message : String(Object(error).stack ?? error);
}

main().then(
  (isWell) => {
    process.exitCode = isWell ? 0 : 1;
  },
  (error: unknown) => {
    tell(messageOf(error));
    process.exitCode = 1;
  },
);
