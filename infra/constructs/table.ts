import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { Construct } from "constructs";
import type { TableDeclaration } from "../../packages/contracts/src/resources";
import { EnvironmentStack } from "../environment-stack";
import { isProtected, protect } from "./protection";

export interface TableProps {
  name: string;
  declaration: TableDeclaration;
  keyArn: string;
}

/** A DynamoDB table as the contracts declare it: on demand, encrypted, with 35 days of going back to any second. */
export class Table extends Construct {
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, id: string, { name, declaration, keyArn }: TableProps) {
    super(scope, id);
    const stack = EnvironmentStack.of(this);
    const { key, attributes, indexes = {}, timeToLive } = declaration;
    this.name = stack.nameOf(name);
    const table = new DynamodbTable(this, "table", {
      name: this.name,
      billingMode: "PAY_PER_REQUEST",
      hashKey: key.partition,
      ...(key.sort && { rangeKey: key.sort }),
      attribute: Object.entries(attributes).map(([attribute, type]) => ({ name: attribute, type })),
      globalSecondaryIndex: Object.entries(indexes).map(([index, { partition, sort }]) => ({
        name: index,
        hashKey: partition,
        ...(sort && { rangeKey: sort }),
        projectionType: "ALL",
      })),
      ...(timeToLive && { ttl: { enabled: true, attributeName: timeToLive } }),
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true, kmsKeyArn: keyArn },
      deletionProtectionEnabled: isProtected(stack),
    });
    protect(table);
    this.arn = table.arn;
  }
}
