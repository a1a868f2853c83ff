import {
  alarmingShare,
  type BurnAlarm,
  burnAlarms,
  leastBad,
  sloAlarmName,
} from "@shopeasy/contracts/slo-rules";
import {
  hurtBy,
  type JourneyName,
  journeyNames,
  journeys,
  type Objective,
  objectives,
} from "@shopeasy/contracts/slos";
import { spanOf } from "./promql";

const windows = [
  ...new Set(burnAlarms.flatMap(({ longMinutes, shortMinutes }) => [shortMinutes, longMinutes])),
].toSorted((one, other) => one - other);

const shareOf = (minutes: number) => `journey:bad_share:${spanOf(minutes)}`;
const badIn = (minutes: number) => `journey:bad:${spanOf(minutes)}`;

/** What Prometheus reckons and rings by: the burn rates of every journey, as CloudWatch's alarms have them. */
export const prometheusRules = () => ({
  groups: [
    { name: "journeys", interval: "1m", rules: windows.flatMap(recorded) },
    { name: "objectives", interval: "1m", rules: journeyNames.flatMap(alarmsOf) },
  ],
});

const longWindows: readonly number[] = burnAlarms.map(({ longMinutes }) => longMinutes);

function recorded(minutes: number) {
  const counted = (outcome: string, how: string) =>
    `sum by (journey, objective) (${how}(journey_requests_total${outcome}[${spanOf(minutes)}]))`;
  return [
    {
      record: shareOf(minutes),
      expr: `${counted('{outcome="bad"}', "rate")} / ${counted("", "rate")}`,
    },
    ...(longWindows.includes(minutes)
      ? [{ record: badIn(minutes), expr: counted('{outcome="bad"}', "increase") }]
      : []),
  ];
}

const alarmsOf = (journey: JourneyName) =>
  objectives.flatMap((objective) => burnAlarms.map((alarm) => burning(journey, objective, alarm)));

function burning(journey: JourneyName, objective: Objective, alarm: BurnAlarm) {
  const { name, above, longMinutes, shortMinutes, urgency } = alarm;
  const of = `{journey="${journey}", objective="${objective}"}`;
  const share = alarmingShare(alarm, journeys[journey][objective].target);
  return {
    alert: sloAlarmName(journey, objective, urgency),
    expr: [
      `${shareOf(longMinutes)}${of} > ${share}`,
      `${shareOf(shortMinutes)}${of} > ${share}`,
      `${badIn(longMinutes)}${of} >= ${leastBad}`,
    ].join(" and "),
    labels: { urgency, burn: name },
    annotations: {
      summary: `${hurtBy(journey, objective)}: the budget goes ${above === 1 ? "faster than it may" : `${above} times as fast as it may`}.`,
      runbook: `docs/runbooks/slo-${objective}.md`,
    },
  };
}
