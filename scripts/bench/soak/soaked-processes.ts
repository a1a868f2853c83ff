import { rounded, sum } from "../statistics";
import type { AtRest, SoakProcess, SoakResults } from "./soak-results";
import { trendOf } from "./trend";
import type { Held } from "./watch";

interface Look {
  at: number;
  held: ReadonlyMap<string, Held>;
}

type Rest = ReadonlyMap<string, AtRest & { pid: number }>;

/** They keep what they are told, and so would the real ones, elsewhere. */
const others = ["postgres", "cloud"];
const secondsPerHour = 3_600;

/** What became of each process between two rests, and of all that are judged together. */
export function soakedProcesses(
  looks: readonly Look[],
  before: Rest,
  after: Rest,
): Pick<SoakResults, "processes" | "growth"> {
  const processes = [...before].flatMap(([name, { pid, ...held }]): SoakProcess[] => {
    const last = after.get(name);
    if (!last) return [];
    const { pid: lastPid, ...heldAfter } = last;
    const seen = looks.flatMap(({ at, held: all }) => {
      const one = all.get(name);
      return one ? [{ at, ...one }] : [];
    });
    const { slope, error } = trendOf(seen.map(({ at, memory }) => [at / secondsPerHour, memory]));
    return [
      {
        name,
        isJudged: !others.includes(name),
        memory: seen.map(({ memory }) => memory),
        files: seen.map(({ files }) => files),
        sockets: seen.map(({ sockets }) => sockets),
        trend: { slope: rounded(slope), error: rounded(error) },
        before: held,
        after: heldAfter,
        hasRestarted: lastPid !== pid,
      },
    ];
  });
  const judged = processes.filter(({ isJudged }) => isJudged);
  const total = (one: "before" | "after") => sum(judged.map((process) => process[one].memory));
  return { processes, growth: rounded(total("after") / total("before")) };
}
