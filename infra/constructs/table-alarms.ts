import { Construct } from "constructs";
import { MathAlarm, type Measured } from "./math-alarm";

/** DynamoDB tells of its own errors by operation: those that the shop uses most. */
const operations = ["GetItem", "PutItem", "UpdateItem", "Query", "BatchGetItem", "TransactWriteItems"];

export interface TableAlarmsProps {
  /** Its name in the contracts. */
  name: string;
  /** Its name in DynamoDB. */
  table: string;
  /** Who is hurt when it takes or gives nothing. */
  hurts: string;
}

/** Whether a table takes what it is sent, and answers. */
export class TableAlarms extends Construct {
  constructor(scope: Construct, id: string, { name, table, hurts }: TableAlarmsProps) {
    super(scope, id);
    const measured = (metric: string, more = {}): Measured => ({
      ...{ namespace: "AWS/DynamoDB", metric, statistic: "Sum" },
      dimensions: { TableName: table, ...more },
    });
    new MathAlarm(this, "throttled", {
      ...{ name: `table-${name}-throttled`, runbook: "tables" },
      hurts: `DynamoDB refuses requests to ${name} because there are too many. ${hurts}`,
      expression: "FILL(reads, 0) + FILL(writes, 0)",
      metrics: { reads: measured("ReadThrottleEvents"), writes: measured("WriteThrottleEvents") },
      ...{ threshold: { above: 10 }, forMinutes: 5 },
    });
    new MathAlarm(this, "failing", {
      ...{ name: `table-${name}-failing`, runbook: "tables" },
      hurts: `DynamoDB fails on requests to ${name}. ${hurts}`,
      expression: operations.map((_, index) => `FILL(m${index}, 0)`).join(" + "),
      metrics: Object.fromEntries(
        operations.map((Operation, index) => [`m${index}`, measured("SystemErrors", { Operation })]),
      ),
      ...{ threshold: { above: 5 }, forMinutes: 3 },
    });
  }
}
