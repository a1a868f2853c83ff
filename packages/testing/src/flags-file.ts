import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What of a flag a test says: on, off, on for a share of a hundred, or a structured value. */
type Said = boolean | { percent: number } | { value: object };

/** A file of flags for a service in a test: its path is FLAGS_FILE, and the service sees what is said within a second. */
export function aFlagsFile(flags: Record<string, Said> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "flags-"));
  const path = join(folder, "flags.json");
  const say = (said: Record<string, Said>) => {
    const configured = Object.entries(said).map(([name, one]) => [name, flagOf(one)]);
    writeFileSync(`${path}.new`, JSON.stringify({ flags: Object.fromEntries(configured) }));
    renameSync(`${path}.new`, path);
  };
  say(flags);
  return {
    path,
    /** In place of all that was said before. */
    say,
    remove: () => rmSync(folder, { recursive: true }),
  };
}

function flagOf(said: Said) {
  const state = "ENABLED";
  if (typeof said === "object" && "value" in said)
    return { state, variants: { set: said.value }, defaultVariant: "set" };
  const flag = { state, variants: { on: true, off: false } };
  if (typeof said === "boolean") return { ...flag, defaultVariant: said ? "on" : "off" };
  const shares = [
    ["on", said.percent],
    ["off", 100 - said.percent],
  ];
  return { ...flag, defaultVariant: "off", targeting: { fractional: shares } };
}
