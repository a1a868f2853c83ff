import { Construct } from "constructs";
import { metricsNamespace } from "../../packages/contracts/src/metrics";
import {
  alarmingShare,
  type BurnAlarm,
  burnAlarms,
  leastBad,
  sloAlarmName,
} from "../../packages/contracts/src/slo-rules";
import {
  hurtBy,
  type JourneyName,
  journeyNames,
  journeys,
  type Objective,
  objectives,
} from "../../packages/contracts/src/slos";
import { EnvironmentStack } from "../environment-stack";
import type { Runbook } from "./alarm";
import { CompositeAlarm } from "./composite-alarm";
import { MathAlarm, type Measured } from "./math-alarm";

export interface SloAlarmsProps {
  /** Where what can wait until the morning is told. */
  ticketTopicArn: string;
}

const runbooks: Record<Objective, Runbook> = { availability: "slo-availability", latency: "slo-latency" };
const broken: Record<Objective, string> = { availability: "get errors", latency: "wait too long" };

/**
 * Rings while a journey's error budget burns: each window is an alarm of one point as long as itself (CloudWatch takes up to
 * seven days, and one where a point is shorter than an hour), and only a long and a short one together tell anybody.
 */
export class SloAlarms extends Construct {
  readonly #props: SloAlarmsProps;

  constructor(scope: Construct, id: string, props: SloAlarmsProps) {
    super(scope, id);
    this.#props = props;
    for (const journey of journeyNames) {
      for (const objective of objectives) this.#objective(journey, objective);
    }
  }

  #objective(journey: JourneyName, objective: Objective): void {
    const told = { runbook: runbooks[objective], ...textsOf(journey, objective) };
    const of = (urgency: BurnAlarm["urgency"]) =>
      burnAlarms
        .filter((alarm) => alarm.urgency === urgency)
        .map((alarm) => this.#windows(journey, objective, alarm));
    const burning = new CompositeAlarm(this, `${journey}-${objective}-burning`, {
      ...{ name: sloAlarmName(journey, objective, "page"), anyOfAll: of("page") },
      ...{ runbook: told.runbook, hurts: told.burning },
    });
    new CompositeAlarm(this, `${journey}-${objective}-creeping`, {
      ...{ name: sloAlarmName(journey, objective, "ticket"), anyOfAll: of("ticket"), unless: burning },
      ...{ runbook: told.runbook, hurts: told.creeping, topicArn: this.#props.ticketTopicArn },
    });
  }

  /** The long one says that it matters, the short one that it goes on. */
  #windows(journey: JourneyName, objective: Objective, alarm: BurnAlarm): MathAlarm[] {
    const { longMinutes, shortMinutes } = alarm;
    return [
      this.#window(journey, objective, alarm, { name: "long", minutes: longMinutes, least: leastBad }),
      this.#window(journey, objective, alarm, { name: "short", minutes: shortMinutes, least: 1 }),
    ];
  }

  #window(
    journey: JourneyName,
    objective: Objective,
    alarm: BurnAlarm,
    window: { name: string; minutes: number; least: number },
  ): MathAlarm {
    const { name, minutes, least } = window;
    const counted = (outcome: string): Measured => ({
      ...{
        namespace: metricsNamespace(EnvironmentStack.of(this).environment.name),
        metric: "journey_requests_total",
      },
      ...{ dimensions: { journey, objective, outcome }, statistic: "Sum" },
    });
    const fullName = `slo-${journey}-${objective}-${alarm.name}-${name}`;
    return new MathAlarm(this, `${journey}-${objective}-${alarm.name}-${name}`, {
      ...{ name: fullName, runbook: runbooks[objective], isPart: true },
      hurts: `${textsOf(journey, objective).part}, looked at over ${toldTime(minutes)}.`,
      // Where nothing was bad the metric has no point.
      expression: `IF(FILL(bad, 0) >= ${least}, FILL(bad, 0) / (FILL(good, 0) + FILL(bad, 0)), 0)`,
      metrics: { bad: counted("bad"), good: counted("good") },
      threshold: { above: alarmingShare(alarm, journeys[journey][objective].target) },
      ...{ forMinutes: minutes, pointMinutes: minutes },
    });
  }
}

const toldTime = (minutes: number) => {
  if (minutes < 60) return `${minutes} minutes`;
  return minutes < 1_440 ? `${minutes / 60} h` : `${minutes / 1_440} days`;
};

function textsOf(journey: JourneyName, objective: Objective) {
  const hurts = hurtBy(journey, objective);
  return {
    part: `Customers who ${journeys[journey].who} ${broken[objective]}`,
    burning: `${hurts}: the month's budget of it goes so fast that it is soon gone.`,
    creeping: `${hurts}, a few at a time: it goes on for days, and is looked at in working hours.`,
  };
}
