import { randomUUID } from "node:crypto";
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { headCommit } from "../git";
import { PipelineError } from "../pipeline-error";
import { runProgram } from "../run-program";
import { billOfProgram } from "./bill-rules";
import { type Bill, billSchema } from "./bill-schema";

/** What ships: the five services with their workers, and the lambdas. */
const shippedPrograms = [
  "users",
  "catalog",
  "cart",
  "orders",
  "feedback",
  "notifications",
  "inventory-stream",
] as const;

/**
 * Writes a bill of materials of each program, with what it needs in production, and gives how many components each has,
 * by its file. @throws PipelineError where npm gives none, or one that is not CycloneDX
 */
export async function writeBills(folder: string): Promise<Record<string, number>> {
  mkdirSync(folder, { recursive: true });
  const { sha, committedAt: builtAt } = await headCommit();
  const version = sha.slice(0, 12);
  const whole = readBill((await runProgram("npm", ["sbom", "--sbom-format", "cyclonedx"])).output);
  const ownDependencies = readOwnDependencies();
  const counts: Record<string, number> = {};
  for (const program of shippedPrograms) {
    const shipped = { package: `@shopeasy/${program}`, name: `shopeasy-${program}`, version, builtAt };
    const bill = {
      ...billOfProgram(whole, ownDependencies, shipped),
      serialNumber: `urn:uuid:${randomUUID()}`,
    };
    const text = JSON.stringify(bill, null, 2);
    readBill(text);
    const file = join(folder, `${program}.cdx.json`);
    writeFileSync(file, `${text}\n`);
    counts[file] = bill.components.length;
  }
  return counts;
}

/** @throws PipelineError that says what keeps it from being a bill in CycloneDX */
export function readBill(text: string): Bill {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new PipelineError("The bill of materials is no JSON.");
  }
  const parsed = billSchema.safeParse(json);
  if (!parsed.success) {
    throw new PipelineError(`The bill of materials is not CycloneDX 1.5:\n${z.prettifyError(parsed.error)}`);
  }
  return parsed.data;
}

const packageSchema = z.object({
  name: z.string(),
  dependencies: z.record(z.string(), z.string()).default({}),
});

function readOwnDependencies(): Map<string, Set<string>> {
  const files = globSync("{services,packages}/*/package.json");
  return new Map(
    files.map((file) => {
      const { name, dependencies } = packageSchema.parse(JSON.parse(readFileSync(file, "utf8")));
      return [name, new Set(Object.keys(dependencies))];
    }),
  );
}
