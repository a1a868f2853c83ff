import { readFileSync, statSync } from "node:fs";
import { z } from "zod";
import { trackedFiles } from "../git";
import { PipelineError } from "../pipeline-error";
import { runProgram } from "../run-program";
import { ownSecretsIn } from "./own-secret-rules";

const settings = "scripts/pipeline/secrets/secretlint.json";
/** Pictures and the like; a lock file holds hashes. */
const unread = /\.(png|jpe?g|webp|ico|woff2?|pem|gz|zip)$|(^|\/)package-lock\.json$/;
/** As many as a command line surely takes. */
const filesAtOnce = 500;

const reportSchema = z.array(
  z.object({
    filePath: z.string(),
    messages: z.array(
      z.object({
        ruleId: z.string(),
        messageId: z.string(),
        loc: z.object({ start: z.object({ line: z.number() }) }),
      }),
    ),
  }),
);

/**
 * Looks for secrets in all that git holds now: with secretlint, and by our own patterns. Gives `file:line  kind` of each,
 * and never a secret. @throws PipelineError where it can't look
 */
export async function findSecrets(): Promise<{ files: number; found: string[] }> {
  const files = (await trackedFiles()).filter((file) => !unread.test(file) && isFile(file));
  const own = files.flatMap((file) =>
    ownSecretsIn(readFileSync(file, "utf8")).map(({ line, kind }) => `${file}:${line}  ${kind}`),
  );
  const batches = Array.from({ length: Math.ceil(files.length / filesAtOnce) }, (_, index) =>
    files.slice(index * filesAtOnce, (index + 1) * filesAtOnce),
  );
  const others: string[] = [];
  for (const batch of batches) others.push(...(await foundBySecretlint(batch)));
  return { files: files.length, found: [...new Set([...own, ...others])].sort() };
}

async function foundBySecretlint(files: readonly string[]): Promise<string[]> {
  const program = "node_modules/secretlint/bin/secretlint.js";
  const args = [
    program,
    "--secretlintrc",
    settings,
    "--format",
    "json",
    "--no-glob",
    "--no-gitignore",
    "--",
    ...files,
  ];
  const { output, errors } = await runProgram(process.execPath, args, { codes: [0, 1] });
  const parsed = reportSchema.safeParse(jsonOf(output || "[]"));
  if (!parsed.success) throw new PipelineError(`secretlint could not look: ${errors.trim()}`);
  const here = `${process.cwd()}/`;
  return parsed.data.flatMap(({ filePath, messages }) =>
    messages.map(({ loc, messageId }) => `${filePath.replace(here, "")}:${loc.start.line}  ${messageId}`),
  );
}

/** A file that was deleted and not yet committed is tracked, and not there. */
const isFile = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
