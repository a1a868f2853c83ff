import { Construct } from "constructs";
import { Alarm } from "./alarm";
import { CompositeAlarm } from "./composite-alarm";
import { MathAlarm, type Measured } from "./math-alarm";

export interface TaskAlarmsProps {
  cluster: string;
  /** By the program: the name of its service in ECS. */
  services: Readonly<Record<string, string>>;
  /** By the program: who is hurt while none of its tasks runs. */
  without: Readonly<Record<string, string>>;
}

/** Whether the tasks of each program run, and have room. */
export class TaskAlarms extends Construct {
  constructor(scope: Construct, id: string, { cluster, services, without }: TaskAlarmsProps) {
    super(scope, id);
    const programs = Object.entries(services).map(([program, service]) => ({
      ...{ program, without: without[program] ?? "" },
      dimensions: { ClusterName: cluster, ServiceName: service },
    }));
    new CompositeAlarm(this, "missing", {
      ...{ name: "tasks-missing", runbook: "tasks" },
      hurts: "Tasks do not start, or end again and again: the fewer run, the longer customers wait.",
      anyOf: programs.flatMap((one) => [this.#short(one), this.#none(one)]),
    });
    new CompositeAlarm(this, "strained", {
      ...{ name: "tasks-strained", runbook: "tasks-strained" },
      hurts: "Tasks are short of CPU or memory, and scaling has not helped: customers wait, or see errors.",
      anyOf: programs.flatMap((one) => this.#strained(one)),
    });
  }

  #short({ program, without, dimensions }: Program): MathAlarm {
    const counted = (metric: string): Measured => ({
      ...{ namespace: "ECS/ContainerInsights", metric, dimensions, statistic: "Average" },
    });
    return new MathAlarm(this, `${program}-short`, {
      ...{ name: `${program}-short-of-tasks`, runbook: "tasks", isPart: true },
      hurts: `Fewer tasks of ${program} run than should. Without any: ${without}`,
      expression: "desired - running",
      metrics: { desired: counted("DesiredTaskCount"), running: counted("RunningTaskCount") },
      ...{ threshold: { above: 0 }, forMinutes: 10 },
    });
  }

  #none({ program, without, dimensions }: Program): Alarm {
    return new Alarm(this, `${program}-none`, {
      ...{ name: `${program}-no-task`, runbook: "tasks", isPart: true },
      hurts: `No task of ${program} runs. ${without}`,
      ...{ namespace: "ECS/ContainerInsights", metric: "RunningTaskCount", dimensions, statistic: "Maximum" },
      ...{ threshold: { below: 1 }, forMinutes: 3, silence: "alarming" },
    });
  }

  #strained({ program, dimensions }: Program): Alarm[] {
    return [
      new Alarm(this, `${program}-cpu`, {
        ...{ name: `${program}-cpu`, runbook: "tasks-strained", isPart: true },
        hurts: `All tasks of ${program} together use most of their CPU: what they do takes longer.`,
        ...{ namespace: "AWS/ECS", metric: "CPUUtilization", dimensions, statistic: "Average" },
        ...{ threshold: { above: 85 }, forMinutes: 15 },
      }),
      new Alarm(this, `${program}-memory`, {
        ...{ name: `${program}-memory`, runbook: "tasks-strained", isPart: true },
        hurts: `A task of ${program} is nearly out of memory: it is killed when it is, with what it has in hand.`,
        ...{ namespace: "AWS/ECS", metric: "MemoryUtilization", dimensions, statistic: "Maximum" },
        ...{ threshold: { above: 90 }, forMinutes: 10 },
      }),
    ];
  }
}

interface Program {
  program: string;
  without: string;
  dimensions: Record<string, string>;
}
