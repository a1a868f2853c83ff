import { inBatches } from "./in-batches";
import { PublishError } from "./publish-error";
import type { KnownPage, Publishing } from "./publish-page";
import { publishPage } from "./publish-page";
import type { RenderedPage } from "./storage/render-page";

/** What became of each document's page. */
export interface Published {
  path: string;
  title: string;
  kind: "created" | "updated" | "unchanged" | "newer";
}

/**
 * Publishes pages that stand parents before children, some at once. One whose title another page still has is tried again
 * after the others: that page may have got a new one. @throws PublishError where none of those left gets on
 */
export async function publishPages(
  publishing: Publishing,
  pages: readonly RenderedPage[],
  { parentId, known }: { parentId: string; known: ReadonlyMap<string, KnownPage> },
): Promise<Published[]> {
  const ids = new Map<string, string>();
  const published: Published[] = [];
  const idOfParent = ({ parent }: RenderedPage) => (parent === null ? parentId : ids.get(parent));

  for (let left = [...pages]; left.length > 0; ) {
    const ready = left.filter((page) => idOfParent(page) !== undefined);
    const before = published.length;
    await inBatches(ready, async (page) => {
      const outcome = await publishPage(publishing, page, idOfParent(page) ?? "", known.get(page.path));
      if (outcome.kind === "title-taken") return;
      ids.set(page.path, outcome.id);
      published.push({ path: page.path, title: page.title, kind: outcome.kind });
    });
    if (published.length === before) {
      const titles = ready.map(({ path, title }) => `${path} ("${title}")`).join(", ");
      throw new PublishError(
        `Other pages have the titles of ${titles}. If they are of documents that are no more, --trash takes them away first; if two documents change titles, let one have a third for a time.`,
      );
    }
    left = left.filter(({ path }) => !ids.has(path));
  }
  return published;
}
