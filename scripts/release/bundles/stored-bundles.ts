import { GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { ReleaseError } from "../release-error";

const keyOf = (lambda: string, version: string) => `bundles/${version}/${lambda}.zip`;

interface Place {
  s3: S3Client;
  bucket: string;
}

/** The bundle of a version; null where none was pushed. */
export async function readBundle(on: Place, lambda: string, version: string): Promise<Buffer | null> {
  const wanted = { Bucket: on.bucket, Key: keyOf(lambda, version) };
  try {
    const { Body } = await on.s3.send(new GetObjectCommand(wanted));
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  } catch (error) {
    if (Object(error).name === "NoSuchKey") return null;
    throw error;
  }
}

/** @throws ReleaseError where none was pushed */
export async function requireBundle(on: Place, lambda: string, version: string): Promise<Buffer> {
  const bundle = await readBundle(on, lambda, version);
  if (bundle) return bundle;
  throw new ReleaseError(`${on.bucket} has no bundle of ${lambda} ${version}: push it first.`);
}

/**
 * Keeps a bundle by its version, which stays what it is, as an image's tag does.
 * @throws ReleaseError where another is there
 */
export async function storeBundle(
  on: Place,
  lambda: string,
  version: string,
  bundle: Buffer,
): Promise<"pushed" | "was there"> {
  const stored = { Bucket: on.bucket, Key: keyOf(lambda, version), Body: bundle, IfNoneMatch: "*" };
  try {
    await on.s3.send(new PutObjectCommand({ ...stored, ContentType: "application/zip" }));
    return "pushed";
  } catch (error) {
    if (Object(error).name !== "PreconditionFailed") throw error;
    if ((await readBundle(on, lambda, version))?.equals(bundle)) return "was there";
    throw new ReleaseError(
      `${on.bucket} has another bundle of ${lambda} ${version} than was built here: release that one, or commit and build anew.`,
    );
  }
}
