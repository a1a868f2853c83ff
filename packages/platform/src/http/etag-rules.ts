import { hash } from "node:crypto";

/** A strong entity tag of these bytes. */
export function etagOf(content: string | Buffer): string {
  return `"${hash("sha1", content, "base64url")}"`;
}

/**
 * Whether a list of entity tags, as `If-None-Match` or `If-Match` carry it, names this one. By weak comparison, since
 * a proxy that compresses makes our tags weak; a tag without quotes is taken, too.
 */
export function namesEtag(header: string, etag: string): boolean {
  if (header.trim() === "*") return true;
  const wanted = opaque(etag);
  return header.split(",").some((tag) => opaque(tag) === wanted);
}

const opaque = (tag: string) => tag.trim().replace(/^W\//, "").replace(/^"|"$/g, "");
