import { imageSize } from "image-size";

/** What a picture may be, and how its file's name ends, which is also what image-size calls it. */
export const imageTypes = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "image/avif": "avif",
} as const;
export type ImageType = keyof typeof imageTypes;

export const rejectionReasons = [
  "empty",
  "too-large",
  "not-an-image",
  "wrong-type",
  "damaged",
  "too-many-pixels",
  "too-many-images",
] as const;
export type RejectionReason = (typeof rejectionReasons)[number];

/** In bytes: 10 MB. */
export const largestImage = 10_000_000;

/** Images of one product. */
export const mostImages = 20;

const longestSide = 10_000;
const mostPixels = 50_000_000;

/** Metadata comes first and may be long. A file made to be searched in vain would hold the worker up for its length. */
const headerBytes = 2_000_000;

/** Why a file can't be shown as what it was said to be; undefined for a good one. */
export function imageFault(bytes: Uint8Array, type: ImageType): RejectionReason | undefined {
  if (bytes.length === 0) return "empty";
  if (bytes.length > largestImage) return "too-large";
  if (!Object.values(signatures).some((isOf) => isOf(bytes))) return "not-an-image";
  if (!signatures[type](bytes)) return "wrong-type";

  const { width, height } = sizeOf(bytes, imageTypes[type]) ?? { width: 0, height: 0 };
  if (!isSide(width) || !isSide(height)) return "damaged";
  const isTooLarge = width > longestSide || height > longestSide || width * height > mostPixels;
  return isTooLarge ? "too-many-pixels" : undefined;
}

/** What a file of each type begins with, whatever its name says. */
const signatures: Record<ImageType, (bytes: Uint8Array) => boolean> = {
  "image/jpeg": (bytes) => hasAt(bytes, 0, "\xff\xd8\xff"),
  "image/png": (bytes) => hasAt(bytes, 0, "\x89PNG\r\n\x1a\n"),
  "image/webp": (bytes) => hasAt(bytes, 0, "RIFF") && hasAt(bytes, 8, "WEBP"),
  "image/avif": (bytes) => hasAt(bytes, 4, "ftypavif"),
};

const hasAt = (bytes: Uint8Array, offset: number, text: string) =>
  Buffer.from(bytes.subarray(offset, offset + text.length)).toString("latin1") === text;

const isSide = (length: number) => Number.isInteger(length) && length > 0;

function sizeOf(bytes: Uint8Array, expected: string): { width: number; height: number } | undefined {
  // A copy: it reads on past the end of a part, in whatever memory comes next.
  const header = new Uint8Array(bytes.subarray(0, headerBytes));
  try {
    const { type, width, height } = imageSize(header);
    return type === expected ? { width, height } : undefined;
  } catch {
    // It throws all kinds of errors at what it can't read.
    return undefined;
  }
}

/** "front_view-2.jpg" says "front view 2". */
export const altOf = (fileName: string): string =>
  fileName
    .replace(/\.[^.]*$/, "")
    .replace(/[-_\s]+/g, " ")
    .trim();

const soonestMs = 1_000;
const latestMs = 10_000;

/** When to look again for a file that is not there yet: the longer it is awaited, the less often. */
export function nextLook({ createdAt }: { createdAt: Date }, now: Date): Date {
  const waited = now.getTime() - createdAt.getTime();
  return new Date(now.getTime() + Math.min(latestMs, Math.max(soonestMs, waited / 10)));
}

/** A file that is begun to be sent just before the address expires arrives later. */
const slowestUploadMs = 15 * 60_000;

/** When nothing can arrive any more. */
export const closesAt = ({ expiresAt }: { expiresAt: Date }): Date =>
  new Date(expiresAt.getTime() + slowestUploadMs);
