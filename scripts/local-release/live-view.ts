import { tellingRequests } from "../../infra/constructs/release-thresholds";
import type { Figures, ReleaseEvent, ShopStatus } from "./release-events";

const clearLine = "\r\u001b[2K";

/** Shows a release to a person: a line for what is done, and, on a terminal, one that changes for what goes on. */
export function createLiveView(out: NodeJS.WriteStream) {
  let changing = "";
  let isTold = false;
  const show = (line: string) => {
    changing = line;
    if (out.isTTY) out.write(`${clearLine}${line.slice(0, out.columns - 1)}`);
  };
  const print = (line: string) => {
    out.write(`${out.isTTY ? clearLine : ""}${line}\n`);
    if (changing && out.isTTY) show(changing);
  };
  const done = (line: string) => {
    changing = "";
    print(line);
  };

  return {
    print,
    heed(event: ReleaseEvent) {
      switch (event.event) {
        case "began":
          return print(
            `${event.service}: from ${event.before} (blue) to ${event.version} (green), ${event.strategy}`,
          );
        case "doing":
          return show(`  … ${event.what}`);
        case "done":
          return done(`  ✔ ${event.what} ${event.seconds.toFixed(1)} s`);
        case "shifted":
          return show(`  … ${event.percent} % to green`);
        case "watched": {
          const figures = `${percentOf(event.percent)} to green   blue ${inWords(event.blue)}   green ${inWords(event.green)}`;
          return event.isLast
            ? done(`  · ${figures}${event.green.requests < tellingRequests ? " (too few to tell)" : ""}`)
            : show(`  … ${figures}   ${Math.ceil(event.secondsLeft)} s`);
        }
        case "going-back":
          isTold = true;
          return done(`  ✘ ${event.reason}`);
        case "ended":
          // What went wrong before it began, or after blue had begun to leave.
          if (event.reason !== null && !isTold) done(`  ✘ ${event.reason}`);
          return done(endOf(event));
      }
    },
  };
}

function endOf({ outcome }: Extract<ReleaseEvent, { event: "ended" }>): string {
  switch (outcome) {
    case "succeeded":
      return "Released: green is blue now. The next npm start runs what is in build/ then.";
    case "rolled-back":
      return "Rolled back: customers have the version before again.";
    case "failed":
      return "Failed: no customer saw it.";
  }
}

/** What runs, and what is being released, as a table. */
export function statusLines({ services, release }: ShopStatus): string[] {
  const rows = services.map(
    ({ service, version, pid, figures }) =>
      `  ${service.padEnd(9)} ${version.padEnd(19)} pid ${String(pid).padEnd(8)} ${figures ? inWords(figures) : "?"}`,
  );
  if (!release) return [...rows, "No release is under way."];
  const { service, version, percent, doing, green } = release;
  const figures = green ? `, green ${inWords(green)}` : "";
  return [
    ...rows,
    `${service} is being released as ${version}, ${percent} % to green${figures}. Now: ${doing}`,
  ];
}

const percentOf = (percent: number) => `${percent} %`.padStart(5);

function inWords({ requests, errors, p95Ms }: Figures): string {
  const time = p95Ms === null ? "" : `, 95 % in ${p95Ms < 10 ? p95Ms.toFixed(1) : p95Ms.toFixed(0)} ms`;
  return `${requests.toLocaleString("en-US")} requests, ${errors.toLocaleString("en-US")} failed${time}`;
}
