import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ApiError } from "../pipeline/api-error";
import { headCommit } from "../pipeline/git";
import { PipelineError } from "../pipeline/pipeline-error";
import { readConfluenceConfig, readSourceUrl } from "./config";
import { Confluence } from "./confluence/confluence";
import { findOwnPages } from "./find-own-pages";
import { type PublishOptions, readOptions } from "./options";
import { readDocuments } from "./pages/read-documents";
import { PublishError } from "./publish-error";
import type { Publishing } from "./publish-page";
import { publishPages } from "./publish-pages";
import { removePages } from "./remove-pages";
import { type RenderedPage, renderPage } from "./storage/render-page";

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** `npm run publish-docs`: makes pages of Confluence what the documents are. */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const documents = readDocuments(options.root);
  const sourceUrl = readSourceUrl();
  const pages = documents.map((document) =>
    renderPage(document, { root: options.root, documents, sourceUrl }),
  );
  if (options.folder === undefined) await publish(pages, options);
  else write(pages, options.folder);
}

async function publish(pages: readonly RenderedPage[], { isTrial, trash }: PublishOptions): Promise<void> {
  const config = readConfluenceConfig();
  const parentId = config.CONFLUENCE_PARENT_ID;
  const confluence = new Confluence(config);
  const { sha, committedAt } = await headCommit();
  const spaceId = await confluence.spaceOf(parentId);
  const publishing: Publishing = { confluence, spaceId, version: sha.slice(0, 12), committedAt, isTrial };

  const own = await findOwnPages(publishing, parentId);
  const paths = new Set(pages.map(({ path }) => path));
  // First, for a page that goes may have a title that another one gets.
  const removed = await removePages(publishing, own, { paths, trash });
  const published = await publishPages(publishing, pages, { parentId, known: own.byPath });

  const changed = published.filter(({ kind }) => kind !== "unchanged");
  for (const { kind, path, title } of [...removed, ...changed]) say(`${kind.padEnd(16)} ${path}: ${title}`);
  say(
    `${isTrial ? "Nothing was written. " : ""}${counted([...published, ...removed].map(({ kind }) => kind))}`,
  );
}

function write(pages: readonly RenderedPage[], folder: string): void {
  for (const { path, body } of pages) {
    const file = join(folder, path.replace(/\.md$/, ".xhtml"));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, body);
  }
  say(`${pages.length} pages are in ${folder}.`);
}

function counted(kinds: readonly string[]): string {
  const counts = [...new Set(kinds)].map((kind) => `${kinds.filter((one) => one === kind).length} ${kind}`);
  return `${counts.join(", ")}.`;
}

main().catch((error: unknown) => {
  const isExpected = [PublishError, PipelineError, ApiError].some((known) => error instanceof known);
  console.error(isExpected ? (error as Error).message : error);
  process.exitCode = 1;
});
