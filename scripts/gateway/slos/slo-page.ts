import {
  badShare,
  budgetLeft,
  burnAlarms,
  burnRate,
  type Counted,
  leastBad,
  rings,
} from "@shopeasy/contracts/slo-rules";
import {
  type JourneyName,
  journeyNames,
  journeys,
  type Objective,
  objectives,
} from "@shopeasy/contracts/slos";
import { type Html, html } from "@shopeasy/platform/html";
import { lineChart } from "../dashboards/line-chart";
import type { Page } from "../pages/layout";
import { moment } from "../pages/wording";
import type { SloHistory } from "./slo-history";

const steps = 60;

export function sloPage(history: SloHistory): Page {
  const body = html`<h1>Objectives</h1>
<p class="lead">What customers are promised, and what they got since ${moment(new Date(history.since))} UTC. A budget is what may go wrong; a burn rate is how many times as fast as it may it goes. <a href="/console/dashboards/services">Which service is it?</a></p>
<div data-refresh="/console/slos/now">${objectivesNow(history)}</div>`;
  return { title: "Objectives", place: "/console/slos", body };
}

/** The part of the page that looks again by itself. */
export function objectivesNow(history: SloHistory): Html {
  const all = journeyNames.flatMap((journey) =>
    objectives.map((objective) => ringingOf(history, journey, objective)),
  );
  const woken = all.flat().filter(({ urgency }) => urgency === "page").length;
  const told = all.flat().length - woken;
  return html`<p role="status">${verdictOf(woken, told)}</p>
${journeyNames.map((name) => journeyNow(history, name))}`;
}

function verdictOf(woken: number, told: number): Html {
  if (woken > 0)
    return html`<span class="mark fault">People would be woken</span> by ${counted(woken, "alarm")}.`;
  if (told > 0)
    return html`<span class="mark error">To be looked at</span> by ${counted(told, "alarm")} that can wait.`;
  return html`<span class="mark fine">Quiet</span> No alarm would ring.`;
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;

function journeyNow(history: SloHistory, name: JourneyName): Html {
  return html`<section class="journey" aria-labelledby="j-${name}">
<h2 id="j-${name}">${name}</h2>
<p class="quiet">${journeys[name].what}.</p>
<div class="panels two">
${objectives.map((objective) => objectiveNow(history, name, objective))}</div>
</section>
`;
}

function objectiveNow(history: SloHistory, name: JourneyName, objective: Objective): Html {
  const { target } = journeys[name][objective];
  const of = (minutes?: number) => history.counted(name, objective, minutes);
  const all = of();
  const left = budgetLeft(all, target);
  const shares = history
    .steps(name, objective, steps)
    .map((one) => (one.good + one.bad > 0 ? badShare(one) : Number.NaN));
  const { svg, top } = lineChart([{ name: "bad", values: shares }], {
    ...{ width: steps, label: "The share of bad ones, minute by minute", limit: 1 - target },
    leastTop: 2 * (1 - target),
  });
  return html`<section class="panel"><h3>${titleOf(name, objective)}</h3>
<p>${all.good + all.bad} requests, ${all.bad} bad. ${budgetTold(left)}</p>
<dl class="numbers"><div><dt>5 min</dt><dd>${goodShare(of(5))}</dd></div><div><dt>1 h</dt><dd>${goodShare(of(60))}</dd></div><div><dt>since start</dt><dd>${goodShare(all)}</dd></div></dl>
<div class="frame"><span class="top-of">${percent(top)} bad</span>${svg}<span class="times" aria-hidden="true"><span>1 h ago</span><span>now</span></span></div>
<div class="wide"><table class="burns"><caption class="unseen">Burn rates</caption>
<thead><tr><th scope="col">Burn</th><th scope="col" class="number">long</th><th scope="col" class="number">short</th><th scope="col" class="number">rings above</th><th scope="col">Now</th></tr></thead>
<tbody>
${burnAlarms.map((alarm) => burnRow(history, name, objective, alarm))}</tbody></table></div>
</section>
`;
}

function burnRow(
  history: SloHistory,
  name: JourneyName,
  objective: Objective,
  alarm: (typeof burnAlarms)[number],
): Html {
  const { target } = journeys[name][objective];
  const windows = windowsOf(history, name, objective, alarm);
  const rate = (window: Counted) => `${times(burnRate(window, target))}×`;
  return html`<tr><th scope="row">${alarm.name}</th>
<td class="number">${rate(windows.long)} <span class="quiet">${span(alarm.longMinutes)}</span></td>
<td class="number">${rate(windows.short)} <span class="quiet">${span(alarm.shortMinutes)}</span></td>
<td class="number">${alarm.above}×</td>
<td>${stateOf(alarm, windows, target)}</td></tr>
`;
}

function stateOf(
  alarm: (typeof burnAlarms)[number],
  windows: { long: Counted; short: Counted },
  target: number,
): Html {
  if (rings(alarm, windows, target)) {
    return alarm.urgency === "page"
      ? html`<span class="mark fault">wakes people</span>`
      : html`<span class="mark error">a mail</span>`;
  }
  const isFew = windows.long.bad > 0 && windows.long.bad < leastBad;
  return html`<span class="quiet">${isFew ? `quiet: fewer than ${leastBad} bad` : "quiet"}</span>`;
}

const windowsOf = (
  history: SloHistory,
  name: JourneyName,
  objective: Objective,
  { longMinutes, shortMinutes }: (typeof burnAlarms)[number],
) => ({
  long: history.counted(name, objective, longMinutes),
  short: history.counted(name, objective, shortMinutes),
});

/** The alarms that would ring. */
const ringingOf = (history: SloHistory, name: JourneyName, objective: Objective) =>
  burnAlarms.filter((alarm) =>
    rings(alarm, windowsOf(history, name, objective, alarm), journeys[name][objective].target),
  );

function titleOf(name: JourneyName, objective: Objective): string {
  const { availability, latency } = journeys[name];
  if (objective === "availability")
    return `${percent(availability.target)} answered, without an error of ours`;
  return `${percent(latency.target)} of those within ${latency.withinSeconds < 1 ? `${latency.withinSeconds * 1_000} ms` : `${latency.withinSeconds} s`}`;
}

const goodShare = (all: Counted) => (all.good + all.bad === 0 ? "–" : percent(1 - badShare(all)));

/** Of as many requests as there were. */
function budgetTold(left: number): Html {
  if (left < 0) return html`The budget is spent <b class="fault">${times(1 - left)} times</b>.`;
  return html`Budget left: <b class="${left < 0.25 ? "error" : "fine"}">${percent(left)}</b>`;
}

const times = (value: number) => value.toFixed(value < 10 ? 1 : 0);

/** Never 100 where something was bad. */
function percent(share: number): string {
  const shown = (share * 100).toFixed(Math.abs(share) < 0.99 ? 1 : 3);
  return `${Number(shown === "100.000" && share < 1 ? 99.999 : shown)} %`;
}

function span(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  return minutes < 1_440 ? `${minutes / 60} h` : `${minutes / 1_440} d`;
}
