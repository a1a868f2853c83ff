import { startChangeFeed } from "@shopeasy/platform/cache/change-feed";
import { databaseAccess } from "@shopeasy/platform/database/sign-in";
import type { CatalogConfig } from "../config";
import type { Deps } from "../deps";
import { changedTags, changesChannel } from "./change-rules";

/** Has the kept answers, and whoever reads the replica, know what changes. Until it is stopped, and before deps are closed. */
export function hearChanges(
  { answers, readers, logger }: Pick<Deps, "answers" | "readers" | "logger">,
  config: Pick<CatalogConfig, "DATABASE_URL" | "DATABASE_IAM" | "AWS_REGION">,
): { stop(): Promise<void> } {
  // Readers first: what is made anew at once must not be read from a replica that has not got the change.
  return startChangeFeed({
    ...databaseAccess(config),
    name: "catalog",
    channel: changesChannel,
    logger,
    onChange(payload) {
      const tags = changedTags(payload);
      readers.changed(tags);
      if (tags) answers?.changed(tags);
      else answers?.allChanged();
    },
    onHearing() {
      readers.changed();
      answers?.hearing();
    },
    onDeaf: () => answers?.deaf(),
  });
}
