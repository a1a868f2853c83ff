import { setTimeout as pause } from "node:timers/promises";
import { ApiError } from "../pipeline/api-error";
import type { Confluence, StoredMark, WikiPage } from "./confluence/confluence";
import type { Mark } from "./confluence/mark";
import { PublishError } from "./publish-error";
import { markOf, type RenderedPage } from "./storage/render-page";

export interface Publishing {
  confluence: Confluence;
  spaceId: string;
  /** The commit that is published. */
  version: string;
  committedAt: Date;
  isTrial: boolean;
}

/** A page of the space, and what it says of itself. */
export interface KnownPage {
  page: WikiPage;
  stored: StoredMark | null;
}

export type Outcome =
  | { kind: "created" | "updated" | "unchanged" | "newer"; id: string }
  /** Another page has its title now, and may give it up. */
  | { kind: "title-taken" };

/** How often somebody else may come between: each time one of those who write at once gets on. */
const tries = 8;

/**
 * Makes a page as its document is, where it is not so already. Whoever writes the same page meanwhile is noticed by the
 * version of the page, which is read again then; what a newer commit wrote is left. Repeating it goes on where it ended:
 * the property that tells what was written is written last. @throws PublishError where a page of that title is none of ours
 */
export async function publishPage(
  publishing: Publishing,
  page: RenderedPage,
  parentId: string,
  known: KnownPage | undefined,
): Promise<Outcome> {
  const { confluence, spaceId, committedAt, isTrial } = publishing;
  const content = { title: page.title, parentId, body: page.body };
  let found = known;
  let wasRefused = false;
  for (let attempt = 1; attempt <= tries; attempt++) {
    if (attempt > 1) await pause(Math.random() * 100 * attempt);
    if (!found) {
      if (isTrial) return { kind: "created", id: "" };
      const created = await confluence.create(spaceId, content).catch(unlessRefused);
      if (created) {
        await complete(publishing, page, { page: created, stored: null });
        return { kind: "created", id: created.id };
      }
      found = await ours(publishing, page);
      if (!found) return { kind: "title-taken" };
    }
    const { id, version } = found.page;
    const mark = found.stored?.mark;
    if (mark && new Date(mark.committedAt) > committedAt) return { kind: "newer", id };
    const isThere = mark?.hash === page.hash && mark.version === version.number;
    if (isThere && found.page.parentId === parentId) return { kind: "unchanged", id };
    if (isTrial) return { kind: "updated", id };

    const message = `${page.path} at ${publishing.version}`;
    const refused = await confluence.update(id, content, version.number + 1, message).then(
      () => null,
      (error: unknown) => error,
    );
    if (refused === null) {
      const written = { ...found.page, version: { number: version.number + 1 } };
      await complete(publishing, page, { page: written, stored: found.stored });
      return { kind: "updated", id };
    }
    if (!(refused instanceof ApiError) || ![400, 409].includes(refused.status)) throw refused;
    if (refused.status === 400) {
      const holder = await confluence.pageTitled(spaceId, page.title);
      if (holder && holder.id !== id) return { kind: "title-taken" };
      // Its holder may have given it up in between; refused again, it is for something else.
      if (wasRefused) throw refused;
      wasRefused = true;
    }
    found = { page: await confluence.page(id), stored: await confluence.markOf(id) };
  }
  throw new PublishError(`${page.path}: its page is being changed by somebody else again and again.`);
}

/**
 * The page that has this one's title, if it was made from this document: also by a run that ended before it could note
 * so in the page's property. Undefined where another document's page has it. @throws PublishError where it is none of ours
 */
async function ours({ confluence, spaceId }: Publishing, page: RenderedPage): Promise<KnownPage | undefined> {
  const holder = await confluence.pageTitled(spaceId, page.title);
  if (!holder)
    throw new PublishError(`${page.path}: Confluence takes no page "${page.title}", and has none.`);
  const stored = await confluence.markOf(holder.id);
  const path = stored?.mark?.path;
  if (path === page.path) return { page: holder, stored };
  if (path !== undefined) return undefined;
  const body = holder.body?.storage?.value ?? "";
  if (body.includes(`>${markOf(page.path)}<`)) return { page: holder, stored };
  throw new PublishError(
    `${page.path}: the space has a page "${page.title}" that is none of ours (${holder.id}). Give one of the two another title.`,
  );
}

/** The pictures, then the note of what was written. */
async function complete(
  { confluence, committedAt }: Publishing,
  page: RenderedPage,
  { page: { id, version }, stored }: KnownPage,
) {
  const had = stored?.mark?.attachments ?? {};
  for (const { name, hash, content } of page.attachments) {
    if (had[name] !== hash) await confluence.attach(id, name, Uint8Array.from(content));
  }
  const mark: Mark = {
    path: page.path,
    hash: page.hash,
    version: version.number,
    committedAt: committedAt.toISOString(),
    attachments: Object.fromEntries(page.attachments.map(({ name, hash }) => [name, hash])),
  };
  let read = stored;
  for (let attempt = 1; attempt <= tries; attempt++) {
    try {
      return await confluence.setMark(id, read, mark);
    } catch (error) {
      if (!(error instanceof ApiError) || ![400, 409].includes(error.status)) throw error;
      read = await confluence.markOf(id);
      // Whoever wrote the page after this run has noted it, or will.
      if (read?.mark && read.mark.version > mark.version) return;
    }
  }
  throw new PublishError(`${page.path}: the property of its page can't be written.`);
}

/** Confluence answers 400 where the title is taken, and for whatever else it does not like. */
function unlessRefused(error: unknown): null {
  if (error instanceof ApiError && error.status === 400) return null;
  throw error;
}
