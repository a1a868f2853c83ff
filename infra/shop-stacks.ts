import type { App } from "cdktf";
import type { Environment } from "./environments";
import { DataStack } from "./stacks/data-stack";
import { FoundationStack } from "./stacks/foundation-stack";
import { MessagingStack } from "./stacks/messaging-stack";
import { NetworkStack } from "./stacks/network-stack";
import { RegistryStack } from "./stacks/registry-stack";

/** All stacks of one environment, in the order in which they are deployed. */
export function addEnvironment(app: App, environment: Environment): void {
  const foundation = new FoundationStack(app, environment);
  new RegistryStack(app, environment, foundation);
  const network = new NetworkStack(app, environment, foundation);
  const data = new DataStack(app, environment, { foundation, network });
  new MessagingStack(app, environment, { foundation, data });
}
