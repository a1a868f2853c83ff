import type { Verdict } from "../invariants/check";
import { rules } from "../invariants/finding";
import type { ChaosOptions } from "../options";
import type { Results } from "./results";

/** More than these help nobody; all of them are in the file. */
const mostShown = 20;

/** The run as a table for people; its last line is the verdict. */
export function printed(results: Results, { findings }: Verdict, options: ChaosOptions): string {
  const { reachedPerSecond, customers, orders, answers, after, kills, troubles, missed, mails, money } =
    results;
  const wanted = options.ordersPerSecond;
  const rate = `${reachedPerSecond.toFixed(1)} orders a second of ${wanted} wanted`;
  const short =
    reachedPerSecond < 0.9 * wanted ? ": this machine can't do more while it is being killed" : "";
  return [
    `  ${rate}${short}, over ${options.minutes} minutes; seed ${options.seed}`,
    ...table("customers", customers),
    ...table("orders", orders),
    ...table("answers to orders", answers),
    ...table("what came after", after),
    ...table("kill -9", kills),
    ...table("the payment gateway", troubles),
    ...(missed > 0 ? [`    ${missed} blows met nobody`] : []),
    ...table("mails", {
      confirmations: mails.confirmations,
      "sent again because of a kill": mails.repeatedByKills,
    }),
    ...Object.entries(money).map(
      ([currency, { captured, refunded }]) =>
        `  books ${currency}: ${captured} captured, ${refunded} refunded`,
    ),
    "",
    ...findings.slice(0, mostShown).map(({ rule, id, what }) => `  ✘ ${rule}: ${id} ${what}`),
    ...(findings.length > mostShown ? [`  … and ${findings.length - mostShown} more`] : []),
    `  ${rules.map((rule) => `${rule} ${results.verdict[rule]}`).join(" · ")}`,
  ].join("\n");
}

function table(title: string, counts: Record<string, number>): string[] {
  const entries = Object.entries(counts);
  if (entries.length === 0) return [];
  const width = Math.max(...entries.map(([name]) => name.length));
  return [
    `  ${title}`,
    ...entries.map(
      ([name, count]) => `    ${name.padEnd(width)} ${count.toLocaleString("en-US").padStart(8)}`,
    ),
  ];
}
