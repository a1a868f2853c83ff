import {
  type AppConfigClient,
  CreateHostedConfigurationVersionCommand,
  DeleteHostedConfigurationVersionCommand,
  type DeploymentSummary,
  GetHostedConfigurationVersionCommand,
  type HostedConfigurationVersionSummary,
  paginateListDeployments,
  paginateListHostedConfigurationVersions,
  StartDeploymentCommand,
  StopDeploymentCommand,
} from "@aws-sdk/client-appconfig";
import { FlagFile } from "@shopeasy/contracts/flag-file";
import type { Deployed, FlagStore, Stored } from "../flag-store";
import { FlagsError } from "../flags-error";
import { inUse, isUnderWay, type KnownDeployment, priorVersion } from "./deployment-rules";
import { toldOf } from "./told";

export interface Place {
  /** For people. */
  name: string;
  ApplicationId: string;
  EnvironmentId: string;
  ConfigurationProfileId: string;
  DeploymentStrategyId: string;
}

/**
 * The flags of an environment in AWS AppConfig: a hosted version for each change, and a deployment that puts it in use
 * and takes it back where the shop takes harm. Numbers of both go with each call, so that of two who change the flags
 * at once AppConfig refuses the second.
 */
export class AppConfigStore implements FlagStore {
  readonly place: string;
  readonly #profile: Pick<Place, "ApplicationId" | "ConfigurationProfileId">;
  readonly #environment: Pick<Place, "ApplicationId" | "EnvironmentId">;

  constructor(
    private readonly client: AppConfigClient,
    private readonly found: Place,
  ) {
    const { ApplicationId, ConfigurationProfileId, EnvironmentId } = found;
    this.place = found.name;
    this.#profile = { ApplicationId, ConfigurationProfileId };
    this.#environment = { ApplicationId, EnvironmentId };
  }

  read(): Promise<Stored> {
    return toldOf(async () => {
      const [deployments, versions] = await Promise.all([this.#deployments(), this.#versions()]);
      const version = inUse(deployments);
      if (version === undefined) throw new FlagsError("No version of the flags was ever deployed there.");
      const { Content = new Uint8Array() } = await this.client.send(
        new GetHostedConfigurationVersionCommand({ ...this.#profile, VersionNumber: version }),
      );
      const file = FlagFile.parse(JSON.parse(Buffer.from(Content).toString("utf8")));
      const latest = Math.max(...versions.map(({ VersionNumber = 0 }) => VersionNumber));
      return { file, version, token: `${latest}/${deployments[0]?.number ?? 0}` };
    });
  }

  write(changed: FlagFile, base: Stored, what: string): Promise<number> {
    return toldOf(async () => {
      const [latest = 0, deployment = 0] = base.token.split("/").map(Number);
      this.#requireRest(await this.#deployments());
      const { VersionNumber = 0 } = await this.client.send(
        new CreateHostedConfigurationVersionCommand({
          ...this.#profile,
          Content: Buffer.from(`${JSON.stringify(changed, null, 2)}\n`),
          ContentType: "application/json",
          Description: headerText(what),
          LatestVersionNumber: latest,
          VersionLabel: `v${latest + 1}`,
        }),
      );
      try {
        await this.#deploy(VersionNumber, deployment, what);
      } catch (error) {
        // What nobody deployed must not be what the next one begins with.
        const unused = { ...this.#profile, VersionNumber };
        await this.client.send(new DeleteHostedConfigurationVersionCommand(unused)).catch(() => {});
        throw error;
      }
      return VersionNumber;
    });
  }

  history(): Promise<Deployed[]> {
    return toldOf(async () => {
      const [deployments, versions] = await Promise.all([this.#deployments(), this.#versions()]);
      const described = new Map(versions.map((one) => [one.VersionNumber, one.Description]));
      return deployments.map(({ version, startedAt, state }) => ({
        at: startedAt?.toISOString() ?? "",
        version,
        what: described.get(version) ?? "",
        state: state.toLowerCase(),
      }));
    });
  }

  rollback(): Promise<number> {
    return toldOf(async () => {
      const deployments = await this.#deployments();
      const [newest, ...older] = deployments;
      const prior = priorVersion(deployments);
      if (!newest || prior === undefined) {
        throw new FlagsError("There is nothing to roll back to: this is the first version.");
      }
      // AppConfig goes back to what was deployed before. After a rollback by deployment that is a newer version.
      const deployedBefore = inUse(older);
      if (isUnderWay(newest)) {
        await this.#takeBack(newest);
        return deployedBefore ?? prior;
      }
      const isTakenBack =
        newest.state === "COMPLETE" && deployedBefore === prior && (await this.#revert(newest));
      if (!isTakenBack) await this.#deploy(prior, newest.number, `Back to version ${prior}`);
      return prior;
    });
  }

  close(): void {
    this.client.destroy();
  }

  /** Unlike a new deployment, this heeds no alarm: it works in the middle of trouble. */
  async #takeBack({ number }: KnownDeployment): Promise<void> {
    await this.client.send(
      new StopDeploymentCommand({ ...this.#environment, DeploymentNumber: number, AllowRevert: true }),
    );
  }

  /** Whether it could be taken back: AppConfig reverts nothing that was complete 72 hours ago. */
  async #revert(deployment: KnownDeployment): Promise<boolean> {
    try {
      await this.#takeBack(deployment);
      return true;
    } catch (error) {
      if (Object(error).name === "BadRequestException") return false;
      throw error;
    }
  }

  async #deploy(version: number, latestDeployment: number, what: string): Promise<void> {
    await this.client.send(
      new StartDeploymentCommand({
        ...this.#environment,
        ConfigurationProfileId: this.found.ConfigurationProfileId,
        DeploymentStrategyId: this.found.DeploymentStrategyId,
        ConfigurationVersion: String(version),
        Description: what.slice(0, 1_000),
        LatestDeploymentNumber: latestDeployment,
      }),
    );
  }

  #requireRest([newest]: readonly KnownDeployment[]): void {
    if (!newest || !isUnderWay(newest)) return;
    throw new FlagsError(
      `Deployment ${newest.number} is ${newest.state.toLowerCase()} still. Wait until it is complete, or roll it back.`,
    );
  }

  async #deployments(): Promise<KnownDeployment[]> {
    const found: DeploymentSummary[] = [];
    for await (const page of paginateListDeployments({ client: this.client }, this.#environment))
      found.push(...(page.Items ?? []));
    return found
      .map(({ DeploymentNumber = 0, ConfigurationVersion, State = "", StartedAt }) => ({
        number: DeploymentNumber,
        version: Number(ConfigurationVersion),
        state: State,
        startedAt: StartedAt,
      }))
      .toSorted((one, other) => other.number - one.number);
  }

  async #versions(): Promise<HostedConfigurationVersionSummary[]> {
    const found: HostedConfigurationVersionSummary[] = [];
    const pages = paginateListHostedConfigurationVersions({ client: this.client }, this.#profile);
    for await (const page of pages) found.push(...(page.Items ?? []));
    return found;
  }
}

/** It goes as a header: in ASCII, and not too long. */
const headerText = (text: string) => text.replaceAll(/[^\x20-\x7e]+/g, "?").slice(0, 1_000);
