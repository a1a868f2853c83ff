import type { App } from "cdktf";
import type { Environment } from "./environments";
import { AuditStack } from "./stacks/audit-stack";
import { DataStack } from "./stacks/data-stack";
import { EdgeStack } from "./stacks/edge-stack";
import { FlagsStack } from "./stacks/flags-stack";
import { FoundationStack } from "./stacks/foundation-stack";
import { LambdasStack } from "./stacks/lambdas-stack";
import { MessagingStack } from "./stacks/messaging-stack";
import { NetworkStack } from "./stacks/network-stack";
import { ObservabilityStack } from "./stacks/observability-stack";
import { RecoveryStack } from "./stacks/recovery-stack";
import { RegistryStack } from "./stacks/registry-stack";
import { ServicesStack } from "./stacks/services-stack";

/** All stacks of one environment, in the order in which they are deployed. */
export function addEnvironment(app: App, environment: Environment): void {
  const foundation = new FoundationStack(app, environment);
  const registry = new RegistryStack(app, environment, foundation);
  const network = new NetworkStack(app, environment, foundation);
  const data = new DataStack(app, environment, { foundation, network });
  const messaging = new MessagingStack(app, environment, { foundation, data });
  const edge = new EdgeStack(app, environment, { foundation, network, data, messaging });
  const flags = new FlagsStack(app, environment, { foundation, edge });
  const lambdas = new LambdasStack(app, environment, { foundation, network, data, messaging, edge, flags });
  const about = { foundation, registry, network, data, messaging, edge, flags, lambdas };
  const services = new ServicesStack(app, environment, about);
  new ObservabilityStack(app, environment, { ...about, services });
  new AuditStack(app, environment, { foundation, data });
  new RecoveryStack(app, environment, { foundation, data });
}
