import { Readable } from "node:stream";
import { DeleteObjectCommand, GetObjectCommand, NoSuchKey, type S3Client } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { UnreadableFile } from "./entry";

/** Where files wait until they are taken into the catalogue: a bucket that nobody else reads. */
export interface ImportFiles {
  s3: S3Client;
  bucket: string;
}

/** S3's smallest; with one part at a time no more than two or three are in memory. */
const partBytes = 5 * 1024 * 1024;
/** Few calls, and little to hold; each is short, however long the database takes over what it gave. */
const rangeBytes = 2 * 1024 * 1024;

/** Keeps a file as it comes. When that fails nothing of it stays, and it rejects with what the source threw, or S3. */
export async function keepFile(
  { s3, bucket }: ImportFiles,
  id: string,
  source: AsyncIterable<Buffer>,
): Promise<void> {
  const params = { Bucket: bucket, Key: id, Body: Readable.from(source, { objectMode: false }) };
  await new Upload({ client: s3, params, partSize: partBytes, queueSize: 1 }).done();
}

/**
 * The bytes of a file from one on.
 * @throws UnreadableFile when it is gone
 */
export async function* readFile(
  { s3, bucket }: ImportFiles,
  { id, bytes }: { id: string; bytes: number },
  from: number,
): AsyncGenerator<Buffer> {
  for (let at = from; at < bytes; at += rangeBytes) {
    const Range = `bytes=${at}-${Math.min(at + rangeBytes, bytes) - 1}`;
    const part = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: id, Range })).catch(refusingGone);
    const read = await part.Body?.transformToByteArray();
    if (read) yield Buffer.from(read.buffer, read.byteOffset, read.byteLength);
  }
}

function refusingGone(error: unknown): never {
  if (error instanceof NoSuchKey) throw new UnreadableFile("The file is gone from where it was kept.");
  throw error;
}

export async function deleteFile({ s3, bucket }: ImportFiles, id: string): Promise<void> {
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: id }));
}
