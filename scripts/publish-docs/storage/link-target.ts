import { existsSync } from "node:fs";
import { join, normalize, posix } from "node:path";
import type { Document } from "../pages/read-documents";

/** Where a link of a document leads to. */
export type LinkTarget =
  | { kind: "page"; title: string; anchor: string | undefined }
  | { kind: "here"; anchor: string }
  | { kind: "file"; path: string }
  | { kind: "elsewhere"; url: string }
  /** To nothing that is there. */
  | { kind: "nowhere" };

/** What a document says after `](`, seen from where the document is. */
export function linkTarget(
  href: string,
  { path, root, documents }: { path: string; root: string; documents: readonly Document[] },
): LinkTarget {
  if (/^(https?|mailto):/i.test(href)) return { kind: "elsewhere", url: href };
  // Also what would run in the reader's browser.
  if (/^[a-z][a-z\d+.-]*:/i.test(href) || href.startsWith("/")) return { kind: "nowhere" };
  const [file = "", anchor] = href.split("#");
  if (file === "") return anchor ? { kind: "here", anchor } : { kind: "nowhere" };
  const target = posix.normalize(posix.join(posix.dirname(path), decoded(file)));
  const page = documents.find((document) => document.path === target);
  if (page) return { kind: "page", title: page.title, anchor: anchor || undefined };
  const isInside = !target.startsWith("..") && existsSync(join(root, normalize(target)));
  return isInside ? { kind: "file", path: target } : { kind: "nowhere" };
}

/** `%20` and the like; what is not well written stays as it is, and then is not found. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
