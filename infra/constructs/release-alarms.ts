import { Construct } from "constructs";
import type { Telling } from "./alarm";
import { CompositeAlarm } from "./composite-alarm";
import { MathAlarm, type Measured } from "./math-alarm";
import { mostErrorsPercent, tellingRequests } from "./release-thresholds";
import type { Colour } from "./target-group";

export interface ReleaseAlarmsProps {
  /** The service's name, behind the environment's. */
  name: string;
  /** Who is hurt without it. */
  without: string;
  /** Of a hundred answers all but one take less. */
  slowSeconds: number;
  /** How metrics name them. */
  loadBalancer: string;
  targetGroups: Readonly<Record<Colour, { suffix: string }>>;
}

/** The worse of the two, or the tenth that a canary gets would be lost among the rest. */
const worse = (expression: (colour: Colour) => string) =>
  `MAX([${expression("blue")}, ${expression("green")}])`;
const ifAsked = (colour: Colour, expression: string) =>
  `IF(FILL(${colour}Requests, 0) >= ${tellingRequests}, ${expression}, 0)`;

/** What sends a release back: errors, slow answers, tasks that do not serve. People get one mail of the three. */
export class ReleaseAlarms extends Construct {
  /** As other resources refer to them. */
  readonly alarmNames: string[];
  readonly #props: ReleaseAlarmsProps;

  constructor(scope: Construct, id: string, props: ReleaseAlarmsProps) {
    super(scope, id);
    this.#props = props;
    const { name, without, slowSeconds } = props;
    const parts = [
      this.#part("errors", {
        hurts: `One in twenty requests to a release of ${name} fails. Without it: ${without}`,
        expression: worse((colour) => ifAsked(colour, `100 * FILL(${colour}Errors, 0) / ${colour}Requests`)),
        metrics: {
          ...this.#ofColours("Requests", "RequestCount", "Sum"),
          ...this.#ofColours("Errors", "HTTPCode_Target_5XX_Count", "Sum"),
        },
        ...{ threshold: { above: mostErrorsPercent }, forMinutes: 2 },
      }),
      this.#part("slow", {
        hurts: `One in a hundred requests to a release of ${name} takes more than ${slowSeconds} s.`,
        expression: worse((colour) => ifAsked(colour, `FILL(${colour}Time, 0)`)),
        metrics: {
          ...this.#ofColours("Requests", "RequestCount", "Sum"),
          ...this.#ofColours("Time", "TargetResponseTime", "p99"),
        },
        ...{ threshold: { above: slowSeconds }, forMinutes: 3 },
      }),
      this.#part("unhealthy", {
        hurts: `Tasks of a release of ${name} do not say that they serve. Without it: ${without}`,
        expression: worse((colour) => `FILL(${colour}Unhealthy, 0)`),
        metrics: this.#ofColours("Unhealthy", "UnHealthyHostCount", "Maximum"),
        ...{ threshold: { above: 0 }, forMinutes: 3 },
      }),
    ];
    new CompositeAlarm(this, "any", {
      ...{ name: `${name}-release`, runbook: "release", anyOf: parts },
      hurts: `${name} fails some customers. A release of it that is under way is taken back. ${without}`,
    });
    this.alarmNames = parts.map(({ alarmName }) => alarmName);
  }

  #part(
    name: string,
    props: Pick<Telling, "hurts" | "threshold" | "forMinutes"> &
      Pick<ConstructorParameters<typeof MathAlarm>[2], "expression" | "metrics">,
  ): MathAlarm {
    const fullName = `${this.#props.name}-release-${name}`;
    return new MathAlarm(this, name, { ...props, name: fullName, runbook: "release", isPart: true });
  }

  #ofColours(name: string, metric: string, statistic: Measured["statistic"]): Record<string, Measured> {
    const { loadBalancer, targetGroups } = this.#props;
    const of = (colour: Colour): [string, Measured] => [
      `${colour}${name}`,
      {
        ...{ namespace: "AWS/ApplicationELB", metric, statistic },
        dimensions: { LoadBalancer: loadBalancer, TargetGroup: targetGroups[colour].suffix },
      },
    ];
    return Object.fromEntries([of("blue"), of("green")]);
  }
}
