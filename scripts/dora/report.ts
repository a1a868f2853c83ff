import type { DoraFigures } from "../release/figures/dora-rules";

/** The figures for people. */
export function reportOf(
  figures: DoraFigures,
  { environment, days }: { environment: string; days: number },
): string {
  const { releases, perDay, leadTime, changeFailureRate, timeToRestore, stoppedBefore } = figures;
  const rows = [
    ["deployment frequency", `${releases} releases, ${perDay.toFixed(perDay < 1 ? 2 : 1)} a day`],
    ["lead time", leadTime ? spread(leadTime) : "no commit came to customers"],
    [
      "change failure rate",
      changeFailureRate === null ? "no releases" : `${(100 * changeFailureRate).toFixed(1)} %`,
    ],
    ["time to restore", timeToRestore ? spread(timeToRestore) : "nothing was taken back"],
    ["stopped before customers saw them", `${stoppedBefore}`],
  ];
  const width = Math.max(...rows.map(([name = ""]) => name.length));
  return [
    `${environment}, the last ${days} days:`,
    ...rows.map(([name = "", value]) => `  ${name.padEnd(width)}  ${value}`),
    "",
  ].join("\n");
}

const spread = ({ median, p95 }: { median: number; p95: number }) =>
  `median ${duration(median)}, 95 in 100 within ${duration(p95)}`;

/** Seconds in the two largest units that say something: `3 h 12 min`. */
function duration(seconds: number): string {
  const units: [name: string, seconds: number][] = [
    ["d", 86_400],
    ["h", 3_600],
    ["min", 60],
    ["s", 1],
  ];
  const first = units.findIndex(([, size]) => seconds >= size);
  if (first === -1) return "0 s";
  let left = seconds;
  const parts = units.slice(first, first + 2).map(([name, size]) => {
    const count = Math.floor(left / size);
    left -= count * size;
    return count > 0 ? `${count} ${name}` : "";
  });
  return parts.filter(Boolean).join(" ");
}
