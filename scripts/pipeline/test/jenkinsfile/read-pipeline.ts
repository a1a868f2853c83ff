import { type Token, tokensOf } from "./tokens";

/** A section, directive or step: what it is called, what it is told, and what is in its braces. */
export interface Statement {
  name: string;
  line: number;
  /** All before the braces, its name among them. */
  tokens: Token[];
  /** Null where it has no braces. */
  body: Statement[] | null;
}

/** Reads a Jenkinsfile as the tree of its braces. @throws Error with the line where they do not fit */
export function readPipeline(source: string): Statement {
  const tokens = tokensOf(source);
  const [pipeline, ...more] = readStatements(tokens, null);
  if (pipeline?.name !== "pipeline" || !pipeline.body || more.length > 0) {
    throw new Error("A declarative pipeline is one block, pipeline { … }");
  }
  return pipeline;
}

/** Takes statements from the front of the tokens until the brace that ends their block. */
function readStatements(tokens: Token[], opened: Token | null): Statement[] {
  const statements: Statement[] = [];
  for (;;) {
    const ahead = tokens[0];
    if (!ahead) {
      if (opened) throw new Error(`Line ${opened.line}: { has no end`);
      return statements;
    }
    if (isSymbol(ahead, "}")) {
      if (!opened) throw new Error(`Line ${ahead.line}: } ends nothing`);
      tokens.shift();
      return statements;
    }
    if (ahead.kind === "newline") tokens.shift();
    else statements.push(readStatement(tokens));
  }
}

function readStatement(tokens: Token[]): Statement {
  const own: Token[] = [];
  let depth = 0;
  for (let next = tokens[0]; next; next = tokens[0]) {
    if (depth === 0 && (next.kind === "newline" || isSymbol(next, "}"))) break;
    tokens.shift();
    if (depth === 0 && isSymbol(next, "{"))
      return { ...named(own, next), body: readStatements(tokens, next) };
    if (isSymbol(next, "(") || isSymbol(next, "[")) depth += 1;
    if (isSymbol(next, ")") || isSymbol(next, "]")) depth -= 1;
    if (depth < 0) throw new Error(`Line ${next.line}: ${next.text} ends nothing`);
    if (next.kind !== "newline") own.push(next);
  }
  if (depth > 0) throw new Error(`Line ${own[0]?.line}: ( or [ has no end`);
  return { ...named(own, own[0]), body: null };
}

function named(tokens: Token[], first: Token | undefined) {
  return { name: tokens[0]?.text ?? "", line: (tokens[0] ?? first)?.line ?? 0, tokens };
}

const isSymbol = ({ kind, text }: Token, symbol: string) => kind === "symbol" && text === symbol;

/** What is directly in a block, by its name. */
export const inside = ({ body }: Statement, name: string): Statement | undefined =>
  body?.find((statement) => statement.name === name);

/** What is in a block, however deep, with the stages that it is in, the outermost first. */
export function* everything(
  { body }: Statement,
  stages: readonly Statement[] = [],
): Generator<{ statement: Statement; stages: readonly Statement[] }> {
  for (const statement of body ?? []) {
    yield { statement, stages };
    yield* everything(statement, statement.name === "stage" ? [...stages, statement] : stages);
  }
}

/** The value of a named argument that is a string: `lock(resource: 'shopeasy-prod')`. */
export function told({ tokens }: Statement, name: string): string | undefined {
  const at = tokens.findIndex(({ text }, index) => text === name && tokens[index + 1]?.text === ":");
  return at < 0 ? undefined : tokens[at + 2]?.text;
}
