import type { Construct } from "constructs";
import { type ServiceName, serviceNames } from "../../packages/contracts/src/route-table";
import { Repository } from "../constructs/repository";
import { EnvironmentStack } from "../environment-stack";
import type { Environment } from "../environments";
import type { KeyArns } from "./foundation-stack";

/** What the other stacks are told of the images. */
export interface Registry {
  repositories: Readonly<Record<ServiceName, { arn: string; url: string }>>;
  /** Where what sends traces on is mirrored to, since tasks reach no registry but this. */
  xrayDaemon: { arn: string; url: string };
}

/** Where images are pushed to: deployed before the first release. Workers and tasks run their service's image. */
export class RegistryStack extends EnvironmentStack implements Registry {
  readonly repositories: Registry["repositories"];
  readonly xrayDaemon: Registry["xrayDaemon"];

  constructor(scope: Construct, environment: Environment, { keys }: { keys: KeyArns }) {
    super(scope, "registry", environment);
    this.repositories = Object.fromEntries(
      serviceNames.map((name) => [name, new Repository(this, name, { name, keyArn: keys.operations })]),
    ) as Record<ServiceName, Repository>;
    this.xrayDaemon = new Repository(this, "xray-daemon", { name: "xray-daemon", keyArn: keys.operations });
  }
}
