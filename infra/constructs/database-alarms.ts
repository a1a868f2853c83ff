import { Construct } from "constructs";
import { Alarm, type AlarmProps } from "./alarm";

type Watched = Pick<AlarmProps, "metric" | "statistic" | "threshold" | "forMinutes" | "hurts"> & {
  name: string;
};

const gb = 1024 ** 3;

const watched: Watched[] = [
  {
    ...{ name: "cpu", metric: "CPUUtilization", statistic: "Average" },
    ...{ threshold: { above: 80 }, forMinutes: 15 },
    hurts: "The database is short of CPU: customers wait for pages and for their orders.",
  },
  {
    ...{ name: "storage", metric: "FreeStorageSpace", statistic: "Minimum" },
    ...{ threshold: { below: 5 * gb }, forMinutes: 5 },
    hurts: "The database's disk is nearly full: soon nobody can order, sign in or change anything.",
  },
  {
    ...{ name: "memory", metric: "FreeableMemory", statistic: "Minimum" },
    ...{ threshold: { below: 0.1 * gb }, forMinutes: 15 },
    hurts: "The database is short of memory: customers wait, and it may be restarted.",
  },
];

const replicaWatched: Watched[] = [
  {
    ...{ name: "lag", metric: "ReplicaLag", statistic: "Maximum" },
    ...{ threshold: { above: 60 }, forMinutes: 5 },
    hurts:
      "The replica is a minute behind: customers see old prices and stock, or the primary reads for them.",
  },
];

/** The alarms of one PostgreSQL instance. */
export class DatabaseAlarms extends Construct {
  constructor(scope: Construct, id: string, of: { identifier: string; isReplica: boolean }) {
    super(scope, id);
    const prefix = of.isReplica ? "postgres-replica" : "postgres";
    for (const { name, ...alarm } of [...watched, ...(of.isReplica ? replicaWatched : [])]) {
      new Alarm(this, name, {
        ...alarm,
        name: `${prefix}-${name}`,
        runbook: "database",
        namespace: "AWS/RDS",
        dimensions: { DBInstanceIdentifier: of.identifier },
      });
    }
  }
}
