import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { ImageType } from "./image-rules";

/** What signs the addresses that staff send images to. */
export interface UploadSigner {
  /** At the endpoint that staff reach. It adds no checksum: that of a file it never sees would be wrong. */
  s3: S3Client;
  bucket: string;
}

/** Where images are while they are looked at, and then for good. */
export interface ImageStorage {
  s3: S3Client;
  uploadsBucket: string;
  imagesBucket: string;
}

interface UploadToSign {
  objectKey: string;
  contentType: ImageType;
  size?: number | undefined;
  signedAt: Date;
  expiresAt: Date;
}

/** An address that one file can be PUT to: S3 refuses another type, and another length where the length is known. */
export function signUpload({ s3, bucket }: UploadSigner, upload: UploadToSign): Promise<string> {
  const { objectKey: Key, contentType: ContentType, size: ContentLength, signedAt, expiresAt } = upload;
  return getSignedUrl(s3, new PutObjectCommand({ Bucket: bucket, Key, ContentType, ContentLength }), {
    signingDate: signedAt,
    expiresIn: Math.floor((expiresAt.getTime() - signedAt.getTime()) / 1000),
    signableHeaders: new Set(["host", "content-type", "content-length"]),
  });
}

/**
 * The bytes of what was sent, at most one more than `atMost`; undefined where nothing was yet. They are taken once, and
 * what is shown is made of them: whoever has the address may send something else at any moment.
 */
export async function readUpload(
  { s3, uploadsBucket }: ImageStorage,
  objectKey: string,
  atMost: number,
): Promise<Uint8Array | undefined> {
  try {
    const { Body } = await s3.send(
      new GetObjectCommand({ Bucket: uploadsBucket, Key: objectKey, Range: `bytes=0-${atMost}` }),
    );
    return await Body?.transformToByteArray();
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    if (isEmpty(error)) return new Uint8Array();
    throw error;
  }
}

/** Nothing has no first byte. */
const isEmpty = (error: unknown) => error instanceof Error && error.name === "InvalidRange";

/** Puts a good image where it is served from. Its address never stands for another, so it may be kept for ever. */
export async function publishImage(
  { s3, imagesBucket }: ImageStorage,
  objectKey: string,
  bytes: Uint8Array,
  contentType: ImageType,
): Promise<void> {
  await s3.send(
    new PutObjectCommand({
      Bucket: imagesBucket,
      Key: objectKey,
      Body: bytes,
      ContentType: contentType,
      CacheControl: "public, max-age=31536000, immutable",
    }),
  );
}

/** Also of what is not there. */
export async function deleteUpload({ s3, uploadsBucket }: ImageStorage, objectKey: string): Promise<void> {
  await s3.send(new DeleteObjectCommand({ Bucket: uploadsBucket, Key: objectKey }));
}
