import { everything, inside, readPipeline, type Statement, told } from "./read-pipeline";
import { npmScript, type Step, stepFaults, stepsOf } from "./step-faults";

interface Known {
  scripts: Readonly<Record<string, string>>;
  /** Ids of credentials that docs/pipeline.md tells to set up. */
  credentials: readonly string[];
}

const order = ["agent", "options", "parameters", "triggers", "environment", "stages", "post"];
/** What Groovy may fill in: none of it a secret. */
const filledIn = /^(env\.BUILD_TAG|env\.(STAGING|PROD)_CHANGES|currentBuild\.currentResult)$/;

/** What is wrong with a Jenkinsfile by our rules, each with its line. */
export function pipelineFaults(source: string, known: Known): string[] {
  const pipeline = readPipeline(source);
  const { steps, faults } = stepsOf(pipeline);
  const stages = [...everything(pipeline)].filter(({ statement }) => statement.name === "stage");
  return [
    ...faults,
    ...steps.flatMap((step) => [...stepFaults(step, known.scripts), ...deployingFaults(step)]),
    ...sectionFaults(pipeline),
    ...stages.flatMap(({ statement }) => [
      ...timeFaults(statement),
      ...inputFaults(statement),
      ...agentFaults(statement),
    ]),
    ...milestoneFaults(pipeline),
    ...secretFaults(pipeline, known.credentials),
  ];
}

function sectionFaults({ body }: Statement): string[] {
  const names = (body ?? []).map(({ name }) => name);
  return names.join() === order.join()
    ? []
    : [`its sections are ${names.join(", ")}: they should be ${order.join(", ")}`];
}

/** A stage that holds others ends when they do. */
function timeFaults(stage: Statement): string[] {
  const isOuter = (inside(stage, "stages") ?? inside(stage, "parallel")) !== undefined;
  if (isOuter || timeOf(stage) !== undefined) return [];
  return [`line ${stage.line}: the stage has no timeout`];
}

function timeOf(stage: Statement): number | undefined {
  const timeout = inside(stage, "options")?.body?.find(({ name }) => name === "timeout");
  if (!timeout) return undefined;
  return Number(told(timeout, "time")) * (told(timeout, "unit") === "HOURS" ? 60 : 1);
}

/** Whoever approves is known, does so within a day, and no agent waits for him. */
function inputFaults(stage: Statement): string[] {
  const input = inside(stage, "input");
  if (!input) return [];
  const fault = (what: string) => `line ${stage.line}: ${what}`;
  return [
    ...(inside(input, "submitter") ? [] : [fault("the approval names nobody who may give it")]),
    ...((timeOf(stage) ?? Number.POSITIVE_INFINITY) <= 24 * 60
      ? []
      : [fault("the approval is waited for too long")]),
    ...(inside(stage, "agent") ? [fault("an agent waits for the approval")] : []),
  ];
}

function agentFaults(stage: Statement): string[] {
  if (!inside(stage, "agent")?.body) return [];
  const post = inside(stage, "post");
  const cleanup = post && inside(post, "cleanup");
  return cleanup && inside(cleanup, "deleteDir")
    ? []
    : [`line ${stage.line}: the stage leaves its files on the agent`];
}

/** What changes an environment happens on main alone, and by one build at a time. */
function deployingFaults({ line, stages, words }: Step): string[] {
  const { script, options } = npmScript(words.slice(1));
  const [command = ""] = options;
  const releases =
    script === "release" && ["push", "migrate", "deploy", "promote", "rollback"].includes(command);
  const applies = script === "pipeline" && command === "infra-apply";
  if (!releases && !applies && script !== "publish-docs") return [];
  const isOnMain = stages.some((stage) => {
    const when = inside(stage, "when");
    return when?.body?.some(({ name, tokens }) => name === "branch" && tokens[1]?.text === "main");
  });
  const faults = isOnMain ? [] : [`line ${line}: ${script} ${command} is not for main alone`];
  if (script === "publish-docs" || command === "push") return faults;
  const after = options.indexOf(command === "promote" ? "--to" : "--environment");
  const lock = `shopeasy-${options[after + 1]}`;
  const isLocked = stages.some((stage) =>
    inside(stage, "options")?.body?.some(
      (option) => option.name === "lock" && told(option, "resource") === lock,
    ),
  );
  return isLocked ? faults : [...faults, `line ${line}: ${script} ${command} does not hold the lock ${lock}`];
}

function milestoneFaults(pipeline: Statement): string[] {
  const ordinals = [...everything(pipeline)]
    .filter(({ statement }) => statement.name === "milestone")
    .map(({ statement }) => Number(told(statement, "ordinal")));
  const rises = ordinals.every((ordinal, index) => index === 0 || ordinal > (ordinals[index - 1] ?? 0));
  return rises && ordinals.length >= 3 ? [] : [`milestones do not rise: ${ordinals.join(", ")}`];
}

function secretFaults(pipeline: Statement, documented: readonly string[]): string[] {
  const faults: string[] = [];
  const used = new Set<string>();
  for (const { statement } of everything(pipeline)) {
    statement.tokens.forEach(({ kind, text, line }, index) => {
      const holes = kind === "gstring" ? [...text.matchAll(/\$\{([^}]*)\}|\$(\w+)/g)] : [];
      for (const [, braced, bare] of holes) {
        const name = braced ?? bare ?? "";
        if (!filledIn.test(name)) faults.push(`line ${line}: Groovy fills in ${name}, which may be a secret`);
      }
      const before = statement.tokens[index - 2];
      const isId = before?.text === "credentialsId" || before?.text === "credentials";
      if (isId || statement.tokens[index - 1]?.text === "credentials") if (kind === "string") used.add(text);
    });
  }
  for (const id of used) if (!documented.includes(id)) faults.push(`docs/pipeline.md does not tell of ${id}`);
  for (const id of documented)
    if (!used.has(id)) faults.push(`docs/pipeline.md tells of ${id}, which nothing uses`);
  return faults;
}
