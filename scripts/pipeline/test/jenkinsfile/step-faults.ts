import { readOptions as readInfraOptions } from "../../../../infra/commands/options";
import { readOptions as readPublishOptions } from "../../../publish-docs/options";
import { readOptions as readReleaseOptions } from "../../../release/options";
import { readOptions as readPipelineOptions } from "../../options";
import { everything, type Statement } from "./read-pipeline";
import { shellWords } from "./shell-words";

type Reader = (args: readonly string[]) => unknown;

/** Who reads the options of an npm script; what jest is told, jest knows. */
const readers: Readonly<Record<string, Reader>> = {
  pipeline: readPipelineOptions,
  release: readReleaseOptions,
  infra: readInfraOptions,
  "publish-docs": readPublishOptions,
};

export interface Step {
  line: number;
  stages: readonly Statement[];
  /** `npm run release -- deploy …`: release, deploy, … */
  words: string[];
}

/** Each `sh` of a pipeline. */
export function stepsOf(pipeline: Statement): { steps: Step[]; faults: string[] } {
  const steps: Step[] = [];
  const faults: string[] = [];
  for (const { statement, stages } of everything(pipeline)) {
    const at = statement.tokens.findIndex(({ kind, text }) => kind === "word" && text === "sh");
    if (at < 0) continue;
    const command = statement.tokens.slice(at).find(({ kind }) => kind === "string" || kind === "gstring");
    const where = `line ${statement.line}`;
    if (command?.kind !== "string") {
      faults.push(`${where}: sh takes a text in single quotes, in which Groovy fills nothing in`);
      continue;
    }
    try {
      steps.push({ line: statement.line, stages, words: shellWords(command.text) });
    } catch (error) {
      faults.push(`${where}: ${Object(error).message}`);
    }
  }
  return { steps, faults };
}

/** What is wrong with a step: it is no npm script, or one that would refuse what it is told. */
export function stepFaults({ line, words }: Step, scripts: Readonly<Record<string, string>>): string[] {
  const fault = (what: string) => [`line ${line}: ${what}`];
  const [program, ...args] = words;
  if (program !== "npm") return fault(`${program} is no npm script`);
  const { script, options } = npmScript(args);
  if (!Object.hasOwn(scripts, script)) return fault(`package.json has no script "${script}"`);
  const read = readers[script];
  if (!read) return [];
  try {
    read(options);
    return [];
  } catch (error) {
    return fault(`npm run ${script}: ${Object(error).message.split("\n")[0]}`);
  }
}

/** `npm test -- --shard=1/2` and `npm run --silent pipeline -- secrets` */
export function npmScript(args: readonly string[]): { script: string; options: string[] } {
  const end = args.indexOf("--");
  const named = (end < 0 ? args : args.slice(0, end)).filter((word) => word !== "run" && word !== "--silent");
  return { script: named.join(" "), options: end < 0 ? [] : args.slice(end + 1) };
}
