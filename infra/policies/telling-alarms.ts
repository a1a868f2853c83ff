import type { Policy } from "./policy";
import { ofType, type Resource, refersTo } from "./resources";

/** A sentence of whom it hurts, and where it says what to do. */
const telling = /^\S.{20,}[.] Runbook: docs\/runbooks\/[a-z-]+\.md$/;

const acts = ({ config }: Resource) => Array.isArray(config.alarm_actions) && config.alarm_actions.length > 0;

/** Whoever is woken knows why, and what to do. */
export const tellingAlarms: Policy = {
  name: "telling-alarms",
  remedy:
    "make it by the constructs of infra/constructs/*alarm.ts, which ask who is hurt and for the runbook",
  violations(resources) {
    const composites = ofType(resources, "aws_cloudwatch_composite_alarm");
    /** Itself, or by a composite alarm that rings when it does. */
    const wakes = (by: Resource) =>
      acts(by) || composites.some((one) => acts(one) && refersTo(one.config.alarm_rule, by));
    return [...ofType(resources, "aws_cloudwatch_metric_alarm"), ...composites].flatMap((by) => [
      ...(wakes(by) ? [] : [{ by, problem: "wakes nobody" }]),
      ...(telling.test(String(by.config.alarm_description ?? ""))
        ? []
        : [{ by, problem: "does not tell who is hurt" }]),
    ]);
  },
};
