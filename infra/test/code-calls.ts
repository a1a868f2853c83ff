import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";

const root = join(__dirname, "../..");

/** The programs of the services, as `scripts/build.mjs` names them. */
function entries(): string[] {
  const script = readFileSync(join(root, "scripts/build.mjs"), "utf8");
  const [pattern] = /services\/\*\/src\/\{[^}]+\}\.ts/.exec(script) ?? [];
  if (!pattern)
    throw new Error("scripts/build.mjs names no programs of the services: teach this test to find them.");
  return globSync(pattern, { cwd: root });
}

/** Our own code is taken in, packages are left as imports: so they can be told apart in what comes out. */
const oursOnly: Plugin = {
  name: "ours-only",
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      path.startsWith("@shopeasy/") || kind === "entry-point" ? undefined : { path, external: true },
    );
  },
};

/** The packages whose commands are looked for, and how the actions that they need begin. */
const packages: Record<string, string> = {
  "@aws-sdk/client-appconfigdata": "appconfig",
  "@aws-sdk/client-kinesis": "kinesis",
  "@aws-sdk/client-s3": "s3",
  "@aws-sdk/client-secrets-manager": "secretsmanager",
  "@aws-sdk/client-sesv2": "ses",
  "@aws-sdk/client-sns": "sns",
  "@aws-sdk/client-sqs": "sqs",
  "@aws-sdk/lib-dynamodb": "dynamodb",
  "@aws-sdk/lib-storage": "s3",
};

/** Commands that are not called as the action is that they need. */
const actionsOf: Record<string, string[]> = {
  "dynamodb:Get": ["dynamodb:GetItem"],
  "dynamodb:Put": ["dynamodb:PutItem"],
  "dynamodb:Update": ["dynamodb:UpdateItem"],
  "dynamodb:Delete": ["dynamodb:DeleteItem"],
  "dynamodb:BatchGet": ["dynamodb:BatchGetItem"],
  "dynamodb:BatchWrite": ["dynamodb:BatchWriteItem"],
  "dynamodb:ConditionCheck": ["dynamodb:ConditionCheckItem"],
  "sns:PublishBatch": ["sns:Publish"],
  "sqs:DeleteMessageBatch": ["sqs:DeleteMessage"],
  "sqs:SendMessageBatch": ["sqs:SendMessage"],
  // Puts large files in parts, and takes them away where it fails.
  "s3:Upload": ["s3:PutObject", "s3:AbortMultipartUpload"],
};

/** What of our own code calls AWS without a command of the SDK, and the actions that it needs. */
const byHand: [code: RegExp, actions: string[]][] = [
  [/^import \w+ from "postgres";$/m, ["rds-db:connect"]],
  [/\bfunction openValkey\(/, ["elasticache:Connect"]],
  [/\bfunction configureTracing\(/, ["xray:PutTelemetryRecords", "xray:PutTraceSegments"]],
  [/\bfunction followRules\(/, ["xray:GetSamplingRules", "xray:GetSamplingTargets"]],
];

/**
 * The IAM actions that each program's code needs, by the program's file (`services/cart/src/main.ts`): of what is left
 * of it, and of all that it imports, when whatever it can't reach is shaken off.
 */
export async function actionsInCode(): Promise<Map<string, Set<string>>> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: entries(),
    outbase: root,
    outdir: root,
    write: false,
    bundle: true,
    platform: "node",
    format: "esm",
    plugins: [oursOnly],
    loader: { ".html": "text", ".css": "text", ".svg": "text" },
    logLevel: "error",
  });
  const relative = (path: string) => path.slice(root.length + 1).replace(/\.js$/, ".ts");
  return new Map(outputFiles.map(({ path, text }) => [relative(path), actionsIn(text)]));
}

function actionsIn(code: string): Set<string> {
  const actions = importsOf(code).flatMap(({ from, name, as }) => {
    const service = packages[from];
    if (!service) return [];
    if (name === "TransactWriteCommand") return transacted(code);
    const isMade = new RegExp(`\\bnew ${as}\\(`).test(code);
    return isMade && /Command$|^Upload$/.test(name) ? [`${service}:${name.replace(/Command$/, "")}`] : [];
  });
  return new Set([
    ...actions.flatMap((action) => actionsOf[action] ?? [action]),
    ...byHand.flatMap(([pattern, needed]) => (pattern.test(code) ? needed : [])),
  ]);
}

/** A transaction needs what its parts need. */
const transacted = (code: string) =>
  [...code.matchAll(/\b(Put|Update|Delete|ConditionCheck)(?=: \{| \})/g)].map(
    ([, part]) => `dynamodb:${part}`,
  );

function importsOf(code: string): { from: string; name: string; as: string }[] {
  return [...code.matchAll(/^import (?:\w+, )?\{([^}]+)\} from "([^"]+)";$/gm)].flatMap(
    ([, names = "", from = ""]) =>
      names.split(",").map((one) => {
        const [name = "", as = name] = one.trim().split(" as ");
        return { from, name, as };
      }),
  );
}
