import { parseArgs } from "node:util";
import { PublishError } from "./publish-error";

export interface PublishOptions {
  /** The folder of the repository whose documents are meant. */
  root: string;
  /** Tells what would be written, and writes nothing. */
  isTrial: boolean;
  /** What is no longer among the documents goes to the space's trash; else it is told. */
  trash: boolean;
  /** Where pages are written as files in place of Confluence. */
  folder: string | undefined;
}

const usage = `usage: npm run publish-docs                  README.md and docs/ become pages of Confluence
  --dry-run         tells what would be written, and writes nothing
  --trash           pages whose documents are no more go to the space's trash
  --to <folder>     writes the pages into a folder, as Confluence would get them, and asks nobody
  --root <folder>   of another repository's documents
The variables of the environment that it needs: docs/pipeline.md`;

/** Reads the command line of `npm run publish-docs`. @throws PublishError with the usage for anything it does not know */
export function readOptions(args: readonly string[]): PublishOptions {
  const { root, "dry-run": isTrial, trash, to: folder } = parse(args);
  if (folder !== undefined && (isTrial || trash)) throw wrong("--to goes with neither --dry-run nor --trash");
  if (folder === "" || root === "") throw wrong("A folder has no name");
  return { root, isTrial, trash, folder };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        root: { type: "string", default: "." },
        "dry-run": { type: "boolean", default: false },
        trash: { type: "boolean", default: false },
        to: { type: "string" },
      },
    }).values;
  } catch (error) {
    throw wrong(error instanceof Error ? (error.message.split(". ")[0] ?? "") : String(error));
  }
}

const wrong = (what: string) => new PublishError(`${what}\n${usage}`);
