import { mediaPrefix } from "@shopeasy/contracts/route-table";

/** Segments of what catalog allows in a picture's address. None begins with a dot, so none leads elsewhere. */
const key = /^[A-Za-z0-9_~-][A-Za-z0-9._~-]*(?:\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*$/;
const longestKey = 500;

/** The key in the images bucket that a path stands for; undefined where it stands for none. */
export function mediaKey(path: string): string | undefined {
  const rest = path.slice(mediaPrefix.length + 1);
  return rest.length <= longestKey && key.test(rest) ? rest : undefined;
}
