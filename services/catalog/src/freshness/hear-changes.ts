import { startChangeFeed } from "@shopeasy/platform/cache/change-feed";
import type { CatalogConfig } from "../config";
import type { Deps } from "../deps";
import { changedTags, changesChannel } from "./change-rules";

/** Has the kept answers, and whoever reads the replica, know what changes. Until it is stopped, and before deps are closed. */
export function hearChanges(
  { answers, readers, logger }: Pick<Deps, "answers" | "readers" | "logger">,
  { DATABASE_URL: url }: Pick<CatalogConfig, "DATABASE_URL">,
): { stop(): Promise<void> } {
  // Readers first: what is made anew at once must not be read from a replica that has not got the change.
  return startChangeFeed({
    url,
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
