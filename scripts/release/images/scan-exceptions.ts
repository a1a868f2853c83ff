import { readFile } from "node:fs/promises";
import { z } from "zod";
import { ReleaseError } from "../release-error";

const exceptionSchema = z.strictObject({
  /** As the finding is called: `CVE-2026-12345`. */
  id: z.string().min(1),
  /** Why it can't hurt here, or why it can wait. */
  reason: z.string().min(20),
  /** The last day on which it is let pass: at most 90 days ahead, and then looked at again. */
  until: z.iso.date(),
});

export type ScanException = z.infer<typeof exceptionSchema>;

const furthestDays = 90;

/** Where they are written down, from the root of the repository. */
export const exceptionsFile = "scripts/release/images/scan-exceptions.json";

/** Reads what of a scan is let pass. @throws ReleaseError that names what is wrong with the file */
export async function readScanExceptions(path: string, now: Date): Promise<ScanException[]> {
  const text = await readFile(path, "utf8");
  const parsed = z.array(exceptionSchema).safeParse(jsonOf(text, path));
  if (!parsed.success) throw new ReleaseError(`${path} is wrong:\n${z.prettifyError(parsed.error)}`);
  const furthest = now.getTime() + furthestDays * 86_400_000;
  for (const { id, until } of parsed.data) {
    if (Date.parse(until) > furthest) {
      throw new ReleaseError(
        `${path}: ${id} is let pass until ${until}, which is more than ${furthestDays} days ahead.`,
      );
    }
  }
  return parsed.data;
}

/** Whether a finding is let pass on the day of `now`. */
export const isExcepted = (id: string, exceptions: readonly ScanException[], now: Date): boolean =>
  exceptions.some((exception) => exception.id === id && exception.until >= now.toISOString().slice(0, 10));

function jsonOf(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ReleaseError(`${path} is no JSON.`, { cause });
  }
}
