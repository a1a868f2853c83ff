import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What the stand-in of AWS' command line knows: a secret's versions, and what it was asked. */
export interface MadeUpAccount {
  versions: { id: string; value: string; stages: string[] }[];
  /** Databases and tables that there are, with how many rows or items each holds. */
  databases: Record<string, number>;
  tables: Record<string, number>;
  /** Everything that was asked of it, without values. */
  calls: string[];
  /** It breaks at the first call that begins so, once. */
  breaksAt?: string;
  /** How many items a restored table holds, where it is not as many as the live one. */
  restoredItems?: number;
}

const note = {
  cluster: "shopeasy-dev-shop",
  application: "shopeasy-dev-services",
  smokeTest: "shopeasy-dev-smoke-test",
  container: { name: "program", port: 8080 },
  services: Object.fromEntries(
    ["users", "catalog", "cart", "orders", "feedback"].map((service) => [
      service,
      {
        name: `shopeasy-dev-${service}`,
        deploymentGroup: `shopeasy-dev-${service}`,
        worker: { name: `shopeasy-dev-${service}-worker` },
      },
    ]),
  ),
};

/** What runs in place of `aws`: a program of its own for each call, so that it keeps all it knows in a file. */
const program = `#!/usr/bin/env node
const fs = require("node:fs");
const file = process.env.MADE_UP_ACCOUNT;
const account = JSON.parse(fs.readFileSync(file, "utf8"));
const [service, verb, ...flags] = process.argv.slice(2);
const value = (name) => flags.find((flag) => flag.startsWith("--" + name + "="))?.slice(name.length + 3);
const call = [service, verb, ...flags.filter((flag) => !/region|query|output/.test(flag))].join(" ");
const save = () => fs.writeFileSync(file, JSON.stringify(account));
account.calls.push(call);
if (account.breaksAt && call.startsWith(account.breaksAt)) {
  delete account.breaksAt;
  save();
  console.error("The line is dead.");
  process.exit(254);
}
const current = () => account.versions.find(({ stages }) => stages.includes("AWSCURRENT"));
const drillOf = (table) => table.replace(/-drill$/, "");
const answers = {
  "ssm get-parameter": () => ${JSON.stringify(JSON.stringify(note))},
  "secretsmanager list-secret-version-ids": () =>
    JSON.stringify({ Versions: account.versions.map(({ id, stages }) => ({ VersionId: id, ...(stages.length > 0 && { VersionStages: stages }) })) }),
  "secretsmanager get-secret-value": () => current().value,
  "secretsmanager put-secret-value": () => {
    const id = value("client-request-token");
    const secret = fs.readFileSync(0, "utf8");
    const there = account.versions.find((version) => version.id === id);
    if (there && there.value !== secret) throw new Error("ResourceExistsException");
    if (!there) {
      for (const version of account.versions) {
        version.stages = version.stages.filter((stage) => stage !== "AWSPREVIOUS").map((stage) => (stage === "AWSCURRENT" ? "AWSPREVIOUS" : stage));
      }
      account.versions.push({ id, value: secret, stages: ["AWSCURRENT"] });
    }
    return "{}";
  },
  "secretsmanager update-secret-version-stage": () => {
    const holder = account.versions.find(({ stages }) => stages.includes(value("version-stage")));
    if ((holder?.id ?? undefined) !== value("remove-from-version-id")) throw new Error("InvalidParameterException");
    if (holder) holder.stages = holder.stages.filter((stage) => stage !== value("version-stage"));
    account.versions.find(({ id }) => id === value("move-to-version-id")).stages.push(value("version-stage"));
    return "{}";
  },
  "ecs describe-services": () =>
    value("query") ? '["COMPLETED"]' : JSON.stringify({ services: [{ taskSets: [{ status: "ACTIVE", taskDefinition: "old" }, { status: "PRIMARY", taskDefinition: value("services") + ":7" }] }] }),
  "ecs update-service": () => value("service"),
  "deploy create-deployment": () => "d-" + value("deployment-group-name"),
  "deploy get-deployment": () => "Succeeded",
  "lambda update-function-configuration": () => '"now"',
  "lambda wait": () => "",
  "lambda publish-version": () => "12",
  "lambda update-alias": () => '"12"',
  "rds describe-db-instances": () => {
    const query = value("query");
    if (query.includes("Endpoint")) return JSON.stringify(["available", value("db-instance-identifier") + ".example"]);
    if (query.includes("?")) return JSON.stringify(Object.keys(account.databases).filter((name) => query.includes("'" + name + "'")).map(() => "available"));
    return JSON.stringify({ DBInstanceClass: "db.t4g.small", DBSubnetGroup: { DBSubnetGroupName: "subnets" }, DBParameterGroups: [{ DBParameterGroupName: "parameters" }], VpcSecurityGroups: [{ VpcSecurityGroupId: "sg-1" }] });
  },
  "rds describe-db-snapshots": () => "rds:newest",
  "rds restore-db-instance-to-point-in-time": () => {
    account.databases[value("target-db-instance-identifier")] = account.databases[value("source-db-instance-identifier")];
    return "creating";
  },
  "rds restore-db-instance-from-db-snapshot": () => {
    account.databases[value("db-instance-identifier")] = account.databases["shopeasy-dev-postgres"];
    return "creating";
  },
  "rds delete-db-instance": () => {
    delete account.databases[value("db-instance-identifier")];
    return "deleting";
  },
  "dynamodb restore-table-to-point-in-time": () => {
    account.tables[value("target-table-name")] = account.restoredItems ?? account.tables[value("source-table-name")];
    return "CREATING";
  },
  "dynamodb describe-table": () => "ACTIVE",
  "dynamodb list-tables": () => JSON.stringify(Object.keys(account.tables)),
  "dynamodb scan": () => String(account.tables[value("table-name")]),
  "dynamodb delete-table": () => {
    delete account.tables[value("table-name")];
    return "DELETING";
  },
};
try {
  const answer = answers[service + " " + verb]();
  save();
  console.log(answer);
} catch (error) {
  save();
  console.error(service + " " + verb + ": " + error.message);
  process.exit(254);
}
`;

/**
 * Stands in for AWS' command line, where playbooks find it first; beside it what else they call: `npm` and `shop-sql` write
 * down how they were called.
 */
export function makeUpAccount(folder: string, account: Partial<MadeUpAccount> = {}) {
  const file = join(folder, "account.json");
  const programs = join(folder, "programs");
  mkdirSync(programs, { recursive: true });
  const put = (name: string, text: string) => {
    writeFileSync(join(programs, name), text);
    chmodSync(join(programs, name), 0o755);
  };
  put("aws", program);
  put("npm", `#!/bin/sh\necho "$@" >>'${folder}/npm'\necho "\${NPM_SAYS:-released}"\n`);
  put("shop-sql", `#!/bin/sh\necho "$@" >>'${folder}/shop-sql'\necho 1000\n`);
  const first: MadeUpAccount = { versions: [], databases: {}, tables: {}, calls: [], ...account };
  writeFileSync(file, JSON.stringify(first));
  return {
    environment: { MADE_UP_ACCOUNT: file, PATH: `${programs}:${process.env.PATH}` },
    account: () => JSON.parse(readFileSync(file, "utf8")) as MadeUpAccount,
    change: (change: Partial<MadeUpAccount>) =>
      writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), ...change })),
    /** How often and how a program was called. */
    said: (name: "npm" | "shop-sql") => readFileSync(join(folder, name), "utf8").trim().split("\n"),
  };
}
