import { Construct } from "constructs";
import { type ServiceName, serviceNames } from "../../packages/contracts/src/route-table";
import { Alarm } from "./alarm";
import { CompositeAlarm } from "./composite-alarm";
import { MathAlarm, type Measured } from "./math-alarm";
import type { Colour } from "./target-group";

export interface LoadBalancerAlarmsProps {
  /** How metrics name it. */
  loadBalancer: string;
  targetGroups: Readonly<Record<ServiceName, Readonly<Record<Colour, { suffix: string }>>>>;
  /** Who is hurt without a service. */
  without: Readonly<Record<ServiceName, string>>;
}

/**
 * What customers meet at the load balancer: that nobody answers, and errors that are few and last. Many at once, slow
 * answers and tasks that do not serve are what releases are taken back for, and are watched with these.
 */
export class LoadBalancerAlarms extends Construct {
  constructor(scope: Construct, id: string, props: LoadBalancerAlarmsProps) {
    super(scope, id);
    const ofBalancer = (metric: string) => ({
      ...{ namespace: "AWS/ApplicationELB", metric, statistic: "Sum" as const },
      dimensions: { LoadBalancer: props.loadBalancer },
    });
    const unreachable = new CompositeAlarm(this, "unreachable", {
      ...{ name: "shop-unreachable", runbook: "shop-unreachable" },
      hurts:
        "Customers get errors in place of pages and orders: no task answers. The alarms that ring say of what.",
      anyOf: [
        this.#ownErrors(ofBalancer("HTTPCode_ELB_5XX_Count"), ofBalancer("RequestCount")),
        ...serviceNames.map((service) => this.#nobody(service, props)),
      ],
    });
    new CompositeAlarm(this, "failing", {
      ...{ name: "shop-failing", runbook: "service-errors", unless: unreachable },
      hurts:
        "More than one in a hundred requests fails, and goes on to. The alarms that ring say of which service.",
      anyOf: serviceNames.map((service) => this.#errors(service, props)),
    });
    new Alarm(this, "rejected", {
      ...{
        name: "load-balancer-full",
        runbook: "shop-unreachable",
        ...ofBalancer("RejectedConnectionCount"),
      },
      hurts: "Customers are turned away: the load balancer has as many connections as it takes.",
      ...{ threshold: { above: 0 }, forMinutes: 3 },
    });
    new Alarm(this, "not-reached", {
      ...{ name: "tasks-not-reached", runbook: "tasks", ...ofBalancer("TargetConnectionErrorCount") },
      hurts: "Customers get errors: the load balancer can't connect to tasks that it holds to be well.",
      ...{ threshold: { above: 10 }, forMinutes: 3 },
    });
  }

  #ownErrors(own: Measured, requests: Measured): MathAlarm {
    return new MathAlarm(this, "own-errors", {
      ...{ name: "load-balancer-errors", runbook: "shop-unreachable", isPart: true },
      hurts: "Of a hundred requests the load balancer itself fails more than one: no task answers in time.",
      // A handful is not looked at. Requests that no task was found for are not among the requests.
      expression: "IF(FILL(own, 0) > 5, 100 * own / (own + FILL(requests, 0)), 0)",
      metrics: { own, requests },
      ...{ threshold: { above: 1 }, forMinutes: 3 },
    });
  }

  /** Of both colours together: a release moves customers from one to the other. */
  #errors(service: ServiceName, props: LoadBalancerAlarmsProps): MathAlarm {
    const both = (name: string) => `(FILL(blue${name}, 0) + FILL(green${name}, 0))`;
    return new MathAlarm(this, `${service}-errors`, {
      ...{ name: `${service}-errors`, runbook: "service-errors", isPart: true },
      hurts: `Of a hundred requests to ${service} more than one fails. Without it: ${props.without[service]}`,
      expression: `IF(${both("Errors")} > 10, 100 * ${both("Errors")} / ${both("Requests")}, 0)`,
      metrics: {
        ...ofColours(service, "Errors", { metric: "HTTPCode_Target_5XX_Count", statistic: "Sum" }, props),
        ...ofColours(service, "Requests", { metric: "RequestCount", statistic: "Sum" }, props),
      },
      ...{ threshold: { above: 1 }, forMinutes: 15 },
    });
  }

  #nobody(service: ServiceName, props: LoadBalancerAlarmsProps): MathAlarm {
    return new MathAlarm(this, `${service}-nobody`, {
      ...{ name: `${service}-unreachable`, runbook: "shop-unreachable", isPart: true },
      hurts: `No task of ${service} takes requests. ${props.without[service]}`,
      // Not filled up with noughts: of the last minute the metric may not be there yet.
      expression: "SUM([blueWell, greenWell])",
      metrics: ofColours(service, "Well", { metric: "HealthyHostCount", statistic: "Maximum" }, props),
      ...{ threshold: { below: 1 }, forMinutes: 2, silence: "alarming" },
    });
  }
}

function ofColours(
  service: ServiceName,
  name: string,
  measured: Pick<Measured, "metric" | "statistic">,
  { loadBalancer, targetGroups }: LoadBalancerAlarmsProps,
): Record<string, Measured> {
  const of = (colour: Colour): Measured => ({
    ...{ ...measured, namespace: "AWS/ApplicationELB" },
    dimensions: { LoadBalancer: loadBalancer, TargetGroup: targetGroups[service][colour].suffix },
  });
  return { [`blue${name}`]: of("blue"), [`green${name}`]: of("green") };
}
