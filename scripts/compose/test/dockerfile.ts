export interface Instruction {
  name: string;
  /** All behind the name, its continued lines joined. */
  rest: string;
}

export interface Stage {
  base: string;
  name: string | undefined;
  instructions: Instruction[];
}

export interface Dockerfile {
  /** Before the first stage: what bases are called unless somebody says otherwise. */
  defaults: Readonly<Record<string, string>>;
  stages: Stage[];
}

/** Reads a Dockerfile as the engine does, as far as ours go: no heredocs, no parser directives. */
export function parseDockerfile(text: string): Dockerfile {
  const lines = text.split("\n").filter((line) => !/^\s*(#|$)/.test(line));
  const logical = lines
    .join("\n")
    .replace(/\\\n\s*/g, " ")
    .split("\n");
  const instructions = logical.map((line): Instruction => {
    const [, name = "", rest = ""] = /^\s*([A-Za-z]+)\s+(.*)$/.exec(line) ?? [];
    if (name === "") throw new Error(`This is no instruction: ${line}`);
    return { name: name.toUpperCase(), rest: rest.trim() };
  });

  const first = instructions.findIndex(({ name }) => name === "FROM");
  const defaults = Object.fromEntries(
    instructions.slice(0, first).map(({ rest }) => rest.split("=", 2) as [string, string]),
  );
  const stages: Stage[] = [];
  for (const instruction of instructions.slice(first)) {
    if (instruction.name !== "FROM") {
      stages.at(-1)?.instructions.push(instruction);
      continue;
    }
    const [, base = "", name] = /^(\S+)(?:\s+AS\s+(\S+))?$/i.exec(instruction.rest) ?? [];
    stages.push({ base: expanded(base, defaults), name, instructions: [] });
  }
  return { defaults, stages };
}

const expanded = (text: string, values: Readonly<Record<string, string>>) =>
  text.replace(/\$\{(\w+)\}/g, (_all, name: string) => values[name] ?? "");

/** What the instructions of a kind say, in their order. */
export const allOf = ({ instructions }: Stage, name: string): string[] =>
  instructions.filter((one) => one.name === name).map(({ rest }) => rest);
