import { S3Client } from "@aws-sdk/client-s3";
import { GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import { clientFor } from "../cloud/local-account";
import type { LocalShop } from "../shop/local-shop";
import { ShopDirectory } from "../shop/shop-directory";
import { EventsError, type EventsOptions } from "./options";

/** Where queues and the archive are: in a local shop, or on AWS. */
export interface Messaging {
  sqs: SQSClient;
  s3: S3Client;
  /** @throws EventsError for one that is not there */
  queueUrl: (name: string) => Promise<string>;
  /** The bucket of the archive of those events that reach a queue. */
  archiveBeside: (queueUrl: string) => string;
  close: () => void;
}

/** @throws EventsError when no shop runs there */
export function openMessaging({ dataDir, aws }: Pick<EventsOptions, "dataDir" | "aws">): Messaging {
  const { sqs, s3 } = aws ? { sqs: new SQSClient({}), s3: new S3Client({}) } : localClients(dataDir);
  const prefix = aws?.prefix ?? "";
  return {
    sqs,
    s3,
    // On AWS a bucket's name has to be the only one in the world: the account, which a queue's URL names, ends it.
    archiveBeside: (queueUrl) =>
      aws ? `${prefix}event-archive-${new URL(queueUrl).pathname.split("/")[1]}` : "event-archive",
    async queueUrl(name) {
      try {
        const { QueueUrl = "" } = await sqs.send(new GetQueueUrlCommand({ QueueName: prefix + name }));
        return QueueUrl;
      } catch (error) {
        if (Object(error).name !== "QueueDoesNotExist") throw error;
        throw new EventsError(`There is no queue ${prefix}${name} there.`);
      }
    },
    close() {
      sqs.destroy();
      s3.destroy();
    },
  };
}

function localClients(dataDir = ".shopeasy") {
  const directory = new ShopDirectory(dataDir);
  const endpoints = directory.read<LocalShop>("run.json")?.endpoints;
  if (!endpoints?.sqs || !endpoints.s3) {
    throw new EventsError(
      `No shop runs on ${directory.path}: start one with npm start, name another by --data, or say --aws.`,
    );
  }
  return {
    sqs: new SQSClient(clientFor(endpoints.sqs)),
    s3: new S3Client({ ...clientFor(endpoints.s3), forcePathStyle: true }),
  };
}
