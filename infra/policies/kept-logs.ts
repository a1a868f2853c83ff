import type { Policy } from "./policy";
import { ofType } from "./resources";

/** Logs are kept for as long as they are good for something, and no longer. */
export const keptLogs: Policy = {
  name: "kept-logs",
  remedy: "make it by infra/constructs/log-group.ts",
  violations: (resources) =>
    ofType(resources, "aws_cloudwatch_log_group")
      .filter(({ config }) => !(Number(config.retention_in_days) > 0))
      .map((by) => ({ by, problem: "is kept for ever" })),
};
