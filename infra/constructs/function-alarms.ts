import { Construct } from "constructs";
import { Alarm, type AlarmProps } from "./alarm";

export interface FunctionAlarmsProps {
  program: string;
  /** What Lambda calls it. */
  name: string;
  timeoutSeconds: number;
  /** Who is hurt when it does not do its work. */
  hurts: string;
  /** Whether it reads from a stream. */
  readsStream?: boolean;
}

/** Whether a lambda does its work in time. Its errors end its releases, and are watched with these. */
export class FunctionAlarms extends Construct {
  constructor(scope: Construct, id: string, props: FunctionAlarmsProps) {
    super(scope, id);
    const { program, name, timeoutSeconds, hurts, readsStream = false } = props;
    const alarm = (
      what: string,
      told: string,
      watched: Pick<AlarmProps, "metric" | "statistic" | "threshold" | "forMinutes">,
    ) =>
      new Alarm(this, what, {
        ...{ name: `${program}-${what}`, runbook: "lambdas", namespace: "AWS/Lambda", ...watched },
        hurts: `${told} ${hurts}`,
        dimensions: { FunctionName: name },
      });
    alarm("throttled", `The lambda ${program} is not run as often as it should be.`, {
      ...{ metric: "Throttles", statistic: "Sum", threshold: { above: 0 }, forMinutes: 5 },
    });
    alarm("near-timeout", `The lambda ${program} takes nearly as long as it may.`, {
      ...{ metric: "Duration", statistic: "Maximum", forMinutes: 5 },
      threshold: { above: 0.8 * timeoutSeconds * 1000 },
    });
    if (readsStream) {
      alarm("behind", `The lambda ${program} is a minute behind its stream.`, {
        ...{ metric: "IteratorAge", statistic: "Maximum", threshold: { above: 60_000 }, forMinutes: 5 },
      });
    }
  }
}
