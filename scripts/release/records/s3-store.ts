import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { RecordStore } from "./record-store";

/**
 * Keeps records in a bucket. `create` is S3's conditional write, of which one of two at once succeeds:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function s3Store(s3: S3Client, bucket: string): RecordStore {
  const put = (key: string, text: string, condition: { IfNoneMatch?: string } = {}) =>
    s3.send(
      new PutObjectCommand({
        ...{ Bucket: bucket, Key: key, Body: text, ContentType: "application/json" },
        ...condition,
      }),
    );
  return {
    async read(key) {
      try {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return (await Body?.transformToString()) ?? "";
      } catch (error) {
        if (Object(error).name === "NoSuchKey") return null;
        throw error;
      }
    },
    async write(key, text) {
      await put(key, text);
    },
    async create(key, text) {
      try {
        await put(key, text, { IfNoneMatch: "*" });
        return true;
      } catch (error) {
        // The second: another does the same at this moment, and S3 does not know yet who wins.
        if (["PreconditionFailed", "ConditionalRequestConflict"].includes(Object(error).name)) return false;
        throw error;
      }
    },
    async remove(key) {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
    async keys(prefix) {
      const pages = paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: prefix });
      const found: string[] = [];
      for await (const { Contents = [] } of pages) found.push(...Contents.flatMap(({ Key }) => Key ?? []));
      return found.sort();
    },
  };
}
