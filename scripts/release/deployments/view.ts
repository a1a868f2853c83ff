import type { Snapshot } from "./snapshot";

/** Where a release tells how far it is. */
export interface View {
  say: (line: string) => void;
  /** Shows a deployment anew. */
  show: (snapshot: Snapshot) => void;
}

interface Output {
  write: (text: string) => unknown;
  isTTY?: boolean;
}

const barWidth = 40;
const marks: Record<string, string> = {
  ...{ Succeeded: "✔", Failed: "✘", InProgress: "…", Skipped: "-", Pending: " " },
};

/** On a terminal one block that is drawn anew; elsewhere, a line for whatever has changed. */
export function viewOn(output: Output, now: () => Date): View {
  const stamp = () => now().toISOString().slice(11, 19);
  let block = 0;
  let said = new Map<string, string>();
  const line = (text: string) => output.write(`${stamp()}  ${text}\n`);
  return {
    say(text) {
      // What was drawn stays as it was last.
      block = 0;
      line(text);
    },
    show(snapshot) {
      if (output.isTTY) {
        const lines = blockOf(snapshot);
        output.write(`${block > 0 ? `\x1b[${block}A\x1b[J` : ""}${lines.join("\n")}\n`);
        block = lines.length;
        return;
      }
      const now = factsOf(snapshot);
      for (const [what, state] of now) {
        if (said.get(what) !== state) line(`${snapshot.group}: ${what} ${state}`);
      }
      said = new Map([...said, ...now]);
    },
  };
}

function blockOf({ group, deploymentId, status, shifted, events, alarms }: Snapshot): string[] {
  const filled = Math.round((shifted / 100) * barWidth);
  return [
    `${group}  ${deploymentId}  ${status}`,
    `  old ${String(100 - shifted).padStart(3)} % ${"░".repeat(barWidth - filled)}${"█".repeat(filled)} ${String(shifted).padStart(3)} % new`,
    `  ${events.map(({ name, status: state }) => `${marks[state] ?? "?"} ${name}`).join("  ")}`,
    `  alarms: ${alarms.map(({ name, state }) => `${name} ${state}`).join(", ") || "none"}`,
  ];
}

function factsOf({ deploymentId, status, shifted, events, alarms }: Snapshot): Map<string, string> {
  return new Map([
    [deploymentId, status],
    ...events
      .filter(({ status: state }) => state !== "Pending")
      .map(({ name, status: state, message }): [string, string] => [
        `${deploymentId} ${name}`,
        message && state === "Failed" ? `${state}: ${message}` : state,
      ]),
    [`${deploymentId} traffic`, `${shifted} %`],
    ...alarms.map(({ name, state }): [string, string] => [`alarm ${name}`, state]),
  ]);
}
