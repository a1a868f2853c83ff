import { type AwsMeasure, type Board, measure } from "../dashboard-definition";

const rds = (metric: string, statistic: AwsMeasure["statistic"]): AwsMeasure => ({
  ...{ namespace: "AWS/RDS", dimensions: ["DBInstanceIdentifier"], metric, statistic },
});
const byPool = { by: ["service", "program", "pool"] } as const;

/** PostgreSQL as the services see it, and their pools. */
export const databaseBoard: Board = {
  id: "database",
  title: "Database and pools",
  about: "Is a statement slow, or does it wait for a connection?",
  rows: [
    {
      title: "Statements",
      panels: [
        {
          ...{ title: "Statements", unit: "per-second" },
          about: "By program and pool.",
          lines: [measure("database_statement_duration_seconds", "per-second", byPool)],
        },
        {
          ...{ title: "Duration, half", unit: "seconds" },
          about: "Half of them take less.",
          lines: [measure("database_statement_duration_seconds", "p50", byPool)],
        },
        {
          ...{ title: "Duration, 99 of 100", unit: "seconds" },
          about: "A slow query lifts this long before the half. Which one it is, traces tell.",
          lines: [measure("database_statement_duration_seconds", "p99", byPool)],
        },
        {
          ...{ title: "Failed", unit: "per-second" },
          about: "Refused by a constraint, or not answered at all.",
          lines: [
            measure("database_statement_duration_seconds", "per-second", {
              ...{ by: ["service"], where: { outcome: "failed" } },
            }),
          ],
        },
      ],
    },
    {
      title: "Pools",
      panels: [
        {
          ...{ title: "Connections at work", unit: "count" },
          about: "At work or held by a transaction.",
          lines: [measure("database_pool_connections", "sum", { ...byPool, where: { state: "busy" } })],
        },
        {
          ...{ title: "Connections there may be", unit: "count" },
          about: "Where those at work come up to this, others wait.",
          lines: [measure("database_pool_connections", "sum", { ...byPool, where: { state: "max" } })],
        },
        {
          ...{ title: "Waiting for a connection", unit: "count" },
          about: "Above 0 for long: the pool is too small, or statements too slow.",
          lines: [measure("database_pool_waiting", "sum", byPool)],
        },
        {
          ...{ title: "The wait, 99 of 100", unit: "seconds" },
          about: "How long transactions waited for their connection.",
          lines: [measure("database_pool_wait_seconds", "p99", byPool)],
        },
      ],
    },
    {
      title: "The servers",
      panels: [
        {
          ...{ title: "PostgreSQL: CPU", unit: "count", lines: [], aws: [rds("CPUUtilization", "Average")] },
          about: "In a hundred.",
        },
        {
          ...{ title: "PostgreSQL: connections", unit: "count", lines: [] },
          about: "Of all programs together.",
          aws: [rds("DatabaseConnections", "Maximum")],
        },
        {
          ...{ title: "DynamoDB: refused for haste", unit: "count", lines: [] },
          about: "Requests that came faster than a table takes them.",
          aws: [
            {
              ...{ namespace: "AWS/DynamoDB", dimensions: ["TableName"] },
              ...{ metric: "ThrottledRequests", statistic: "Sum" },
            },
          ],
        },
      ],
    },
  ],
};
