import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingScheduledAction } from "@cdktf/provider-aws/lib/appautoscaling-scheduled-action";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import type { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { Construct } from "constructs";
import { EnvironmentStack } from "../environment-stack";
import type { Measured } from "./math-alarm";

export interface ScalingProps {
  cluster: string;
  service: EcsService;
  /** How many tasks there are at least, and at most, and the CPU units of each. */
  size: { cpu: number; least: number; most: number };
}

/**
 * Per cent of what a task has, of which a program of ours, on its one thread, hardly takes more than a core. Above it, a
 * zone that fails would leave the others no room.
 */
const cpuTarget = (units: number) => 55 * Math.min(1, 1024 / units);

/** Seconds: more tasks come soon, fewer only when the quiet lasts. */
const pace = { scaleOutCooldown: 60, scaleInCooldown: 300 };

/** As many tasks of a service as CPU wants, or what `track` follows if that is more; and more at sales. */
export class Scaling extends Construct {
  readonly #target: AppautoscalingTarget;
  readonly #name: string;

  constructor(scope: Construct, id: string, { cluster, service, size }: ScalingProps) {
    super(scope, id);
    this.#name = service.name;
    this.#target = new AppautoscalingTarget(this, "target", {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: `service/${cluster}/${service.name}`,
      minCapacity: size.least,
      maxCapacity: size.most,
      dependsOn: [service],
    });
    this.#policy("cpu", {
      targetValue: cpuTarget(size.cpu),
      predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
    });
    this.#prepareForSales(size);
  }

  /** Has so many tasks that what `expression` reckons from these metrics stays near the target. */
  track(name: string, expression: string, metrics: Readonly<Record<string, Measured>>, target: number): void {
    this.#policy(name, {
      targetValue: target,
      customizedMetricSpecification: {
        metrics: [
          ...Object.entries(metrics).map(([id, { namespace, metric, dimensions, statistic }]) => ({
            id,
            returnData: false,
            metricStat: {
              stat: statistic,
              metric: {
                namespace,
                metricName: metric,
                dimensions: Object.entries(dimensions).map(([key, value]) => ({ name: key, value })),
              },
            },
          })),
          { id: "reckoned", label: name, expression, returnData: true },
        ],
      },
    });
  }

  #policy(
    name: string,
    configuration: NonNullable<
      ConstructorParameters<typeof AppautoscalingPolicy>[2]["targetTrackingScalingPolicyConfiguration"]
    >,
  ): void {
    new AppautoscalingPolicy(this, name, {
      ...this.#where(),
      name: `${this.#name}-${name}`,
      policyType: "TargetTrackingScaling",
      targetTrackingScalingPolicyConfiguration: { ...configuration, ...pace },
    });
  }

  #prepareForSales({ least, most }: ScalingProps["size"]): void {
    for (const { name, starts, ends, times } of EnvironmentStack.of(this).environment.sales) {
      const at = (when: string, begins: boolean) =>
        new AppautoscalingScheduledAction(this, `${name}-${begins ? "starts" : "ends"}`, {
          ...this.#where(),
          name: `${this.#name}-${name}-${begins ? "starts" : "ends"}`,
          schedule: `cron(${when} ? *)`,
          timezone: "UTC",
          scalableTargetAction: {
            minCapacity: String(begins ? Math.min(most, least * times) : least),
            maxCapacity: String(most),
          },
        });
      at(starts, true);
      at(ends, false);
    }
  }

  #where() {
    const { serviceNamespace, scalableDimension, resourceId } = this.#target;
    return { serviceNamespace, scalableDimension, resourceId };
  }
}
