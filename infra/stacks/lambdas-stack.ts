import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import type { Construct } from "constructs";
import { queues } from "../../packages/contracts/src/resources";
import { DeadLetterQueue } from "../constructs/dead-letter-queue";
import { FromQueue, FromStream } from "../constructs/event-sources";
import { Lambda, type LambdaProps } from "../constructs/lambda";
import { LiveLambda } from "../constructs/live-lambda";
import { EnvironmentStack } from "../environment-stack";
import type { Environment } from "../environments";
import type { Data } from "./data-stack";
import type { Edge } from "./edge-stack";
import type { Flags } from "./flags-stack";
import type { Foundation } from "./foundation-stack";
import { type GrantParts, grantsOf } from "./grants";
import type { Messaging } from "./messaging-stack";
import type { Network } from "./network-stack";
import { permissionsOf } from "./program-permissions";
import { environmentOf } from "./task-environment";
import { withoutFunction } from "./without";

interface LambdasParts {
  foundation: Foundation;
  network: Network;
  data: Data;
  messaging: Messaging;
  edge: Pick<Edge, "testUrl">;
  flags: Flags;
}

type LambdaName = "notifications" | "inventory-stream";

/** What the other stacks are told. */
export interface Lambdas {
  functions: Readonly<Record<LambdaName, Pick<Lambda, "name" | "timeoutSeconds" | "logGroup">>>;
  /** Looks at a release before customers see it. */
  smokeTest: { arn: string; name: string };
}

/**
 * Of a queue's visibility, a sixth is what an invocation may take: messages that Lambda took and could not hand over are
 * then not given up. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
const secondsFor = (queue: keyof typeof queues): number =>
  Math.floor(queues[queue].visibilityTimeoutSeconds / 6);

const hours = 3_600;

/** The shop's lambdas, what invokes them, and the one that looks at releases. */
export class LambdasStack extends EnvironmentStack implements Lambdas {
  readonly functions: Lambdas["functions"];
  readonly smokeTest: Lambdas["smokeTest"];
  readonly #parts: LambdasParts;
  /** What releases have to know of each. */
  readonly #notes: Partial<Record<LambdaName, LiveLambda["note"]>> = {};

  constructor(scope: Construct, environment: Environment, parts: LambdasParts) {
    super(scope, "lambdas", environment, parts.foundation.onCallTopic);
    this.#parts = parts;
    this.functions = { notifications: this.#notifications(), "inventory-stream": this.#inventoryStream() };
    this.smokeTest = this.#smokeTest();
    // Beside that of the services: `aws ssm get-parameter --name shopeasy-prod-lambda-releases`
    new SsmParameter(this, "note-for-releases", {
      name: this.nameOf("lambda-releases"),
      description: "What releases of lambdas have to know. Terraform writes it, and nobody else.",
      type: "String",
      value: JSON.stringify(this.#notes),
    });
  }

  #notifications(): Lambda {
    const { messaging, network } = this.#parts;
    const lambda = this.#lambda("notifications", {
      description: "Sends mails, and keeps from sending to addresses that take none",
      timeoutSeconds: secondsFor("notifications-events"),
      placed: { subnetIds: network.subnets.private, securityGroupId: network.securityGroups.notifications },
    });
    const live = this.#live("notifications", lambda);
    // Together they send no faster than SES lets a young account, and neither waits for the other.
    new FromQueue(this, "events-to-notifications", {
      ...{ lambda: live, queueArn: messaging.queues["notifications-events"].arn, mostAtOnce: 5 },
    });
    new FromQueue(this, "mail-feedback-to-notifications", {
      ...{ lambda: live, queueArn: messaging.queues["mail-feedback"].arn, mostAtOnce: 2 },
    });
    return lambda;
  }

  #inventoryStream(): Lambda {
    const { foundation, messaging } = this.#parts;
    const keyArn = foundation.keys.events;
    const failed = new DeadLetterQueue(this, "inventory-stream-failed", {
      name: "inventory-stream-dlq",
      keyArn,
      hurts:
        "Changes of stock and carts were given up: what customers see of these SKUs is wrong until the next.",
    });
    const lambda = this.#lambda(
      "inventory-stream",
      { description: "Sums up what there is of each SKU and how many are in carts", timeoutSeconds: 30 },
      [
        { actions: ["sqs:SendMessage"], resources: [failed.arn] },
        {
          actions: ["kms:Decrypt", "kms:GenerateDataKey"],
          resources: [keyArn],
          conditions: [["StringEquals", "kms:ViaService", `sqs.${this.environment.region}.amazonaws.com`]],
        },
      ],
    );
    new FromStream(this, "stream-to-inventory-stream", {
      ...{
        lambda: this.#live("inventory-stream", lambda),
        streamArn: messaging.inventoryStream.arn,
        lanes: 2,
      },
      givenUp: { afterSeconds: 6 * hours, toArn: failed.arn },
    });
    return lambda;
  }

  #smokeTest(): Lambda {
    const { edge, foundation, network } = this.#parts;
    return new Lambda(this, "smoke-test", {
      name: "smoke-test",
      description: "Looks at a release before customers see it, and tells CodeDeploy whether it is good",
      source: "infra/functions/smoke-test/handler.ts",
      ...{ timeoutSeconds: 60, memory: 256, logKeyArn: foundation.keys.operations },
      variables: { TEST_URL: edge.testUrl },
      placed: { subnetIds: network.subnets.private, securityGroupId: network.securityGroups["smoke-test"] },
      may: [
        {
          actions: ["codedeploy:PutLifecycleEventHookExecutionStatus"],
          resources: [this.arn("codedeploy", `deploymentgroup:${this.nameOf("services")}/*`)],
        },
        ...grantsOf(this.#grantParts()).trace(),
      ],
    });
  }

  #live(name: LambdaName, lambda: Lambda): LiveLambda {
    const live = new LiveLambda(this, `${name}-live`, { name, lambda, hurts: withoutFunction[name] });
    this.#notes[name] = live.note;
    return live;
  }

  #lambda(
    name: LambdaName,
    props: Pick<LambdaProps, "description" | "timeoutSeconds" | "placed">,
    may: LambdaProps["may"] = [],
  ): Lambda {
    const parts = this.#grantParts();
    const { variables, secrets } = environmentOf(name, parts);
    // A lambda is told where its secrets are, and reads them itself.
    const told = Object.entries(secrets).map(([variable, arn]) => [`${variable}_SECRET_ARN`, arn]);
    return new Lambda(this, name, {
      ...props,
      ...{ name, source: `services/${name}/src/handler.ts`, memory: 512 },
      variables: { ...variables, ...Object.fromEntries(told) },
      may: [...permissionsOf(name, parts), ...may],
      logKeyArn: parts.keys.operations,
    });
  }

  #grantParts(): GrantParts {
    const { data, messaging, flags, foundation } = this.#parts;
    return { data, messaging, flags, keys: foundation.keys, environment: this.environment };
  }
}
