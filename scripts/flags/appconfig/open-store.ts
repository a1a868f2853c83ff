import {
  AppConfigClient,
  paginateListApplications,
  paginateListConfigurationProfiles,
  paginateListDeploymentStrategies,
  paginateListEnvironments,
} from "@aws-sdk/client-appconfig";
import { FlagsError } from "../flags-error";
import { AppConfigStore, type Place } from "./appconfig-store";
import { toldOf } from "./told";

export interface AppConfigSetting {
  environment: string;
  region: string;
  /** Only where something else plays AWS. */
  endpoint: string | undefined;
}

const profileName = "flags";

/**
 * The flags of an environment on AWS, found by their names, as infra gives them.
 * @throws FlagsError where there are none, or the account is not open to us
 */
export async function openAppConfigStore({
  environment,
  region,
  endpoint,
}: AppConfigSetting): Promise<AppConfigStore> {
  const client = new AppConfigClient({ region, ...(endpoint && { endpoint }), maxAttempts: 3 });
  try {
    return new AppConfigStore(client, await toldOf(() => find(client, environment)));
  } catch (error) {
    client.destroy();
    throw error;
  }
}

async function find(client: AppConfigClient, environment: string): Promise<Place> {
  const name = `shopeasy-${environment}`;
  const ApplicationId = idOf(
    "application",
    name,
    await all(paginateListApplications({ client }, {}), ({ Items }) => Items),
  );
  const [environments, profiles, strategies] = await Promise.all([
    all(paginateListEnvironments({ client }, { ApplicationId }), ({ Items }) => Items),
    all(paginateListConfigurationProfiles({ client }, { ApplicationId }), ({ Items }) => Items),
    all(paginateListDeploymentStrategies({ client }, {}), ({ Items }) => Items),
  ]);
  return {
    name: `${name}/${environment}/${profileName}`,
    ApplicationId,
    EnvironmentId: idOf("environment", environment, environments),
    ConfigurationProfileId: idOf("configuration profile", profileName, profiles),
    DeploymentStrategyId: idOf("deployment strategy", `${name}-flags`, strategies),
  };
}

async function all<Page, Item>(
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => Item[] | undefined,
): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pages) items.push(...(itemsOf(page) ?? []));
  return items;
}

function idOf(what: string, name: string, items: readonly { Id?: string; Name?: string }[]): string {
  const id = items.find((item) => item.Name === name)?.Id;
  if (!id)
    throw new FlagsError(`AppConfig has no ${what} ${name}: is that environment deployed, in this region?`);
  return id;
}
