import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { PipelineError } from "../pipeline-error";
import { runProgram } from "../run-program";
import {
  type AuditExceptions,
  type AuditReport,
  type AuditVerdict,
  auditReportSchema,
  exceptionsSchema,
  judgeAudit,
} from "./audit-rules";

export const exceptionsFile = "scripts/pipeline/audit/exceptions.json";

/** The packages of the shop, and those that the infrastructure is described with. */
const trees = [".", "infra"];

/**
 * Asks npm for known faults of everything that is installed, what we build with as well: it runs beside our secrets.
 * @throws PipelineError where npm can't tell, which is not the same as that there is nothing
 */
export async function audit(today: Date): Promise<AuditVerdict> {
  const exceptions = readExceptions(readFileSync(exceptionsFile, "utf8"));
  const reports = await Promise.all(trees.map(auditOf));
  return judgeAudit(reports, exceptions, today.toISOString().slice(0, 10));
}

async function auditOf(tree: string): Promise<AuditReport> {
  // It exits with 1 where there are faults, and where it could not ask.
  const { output, errors } = await runProgram("npm", ["audit", "--json"], {
    cwd: join(".", tree),
    codes: [0, 1],
  });
  try {
    return auditReportSchema.parse(JSON.parse(output));
  } catch {
    const why = /"message": "([^"]+)"/.exec(output)?.[1] ?? errors.trim();
    throw new PipelineError(`npm audit could not tell about ${tree}${why && `: ${why}`}`);
  }
}

/** @throws PipelineError that says what is wrong with the file */
export function readExceptions(text: string): AuditExceptions {
  const wrong = (why: string) => new PipelineError(`${exceptionsFile} is wrong:\n${why}`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw wrong(Object(error).message);
  }
  const parsed = exceptionsSchema.safeParse(json);
  if (!parsed.success) throw wrong(z.prettifyError(parsed.error));
  return parsed.data;
}
