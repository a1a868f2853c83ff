import type { Policy } from "./policy";
import { ofType } from "./resources";

/** A sentence of whom it hurts, and where it says what to do. */
const telling = /^\S.{20,}[.] Runbook: docs\/runbooks\/[a-z-]+\.md$/;

/** Whoever is woken knows why, and what to do. */
export const tellingAlarms: Policy = {
  name: "telling-alarms",
  remedy: "make it by infra/constructs/alarm.ts, which asks who is hurt and for the runbook",
  violations: (resources) =>
    ofType(resources, "aws_cloudwatch_metric_alarm").flatMap((by) => {
      const { alarm_actions: actions, alarm_description: text } = by.config;
      return [
        ...(Array.isArray(actions) && actions.length > 0 ? [] : [{ by, problem: "wakes nobody" }]),
        ...(telling.test(String(text ?? "")) ? [] : [{ by, problem: "does not tell who is hurt" }]),
      ];
    }),
};
