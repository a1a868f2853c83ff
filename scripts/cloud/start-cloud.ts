import { variableFor } from "@shopeasy/contracts/resources";
import { type CloudEndpoints, declareResources } from "./declare";
import { startDynamo } from "./dynamo";
import { startEventArchive } from "./event-archive";
import { startKinesis } from "./kinesis";
import { startMail } from "./mail";
import { createMailboxSimulator } from "./mailbox-simulator";
import { startQueues } from "./queues";
import { startXray } from "./xray";

export interface CloudPorts {
  dynamodb?: number | undefined;
  /** SQS, SNS and S3 share one. */
  queues?: number | undefined;
  kinesis?: number | undefined;
  mail?: number | undefined;
  xray?: number | undefined;
}

export interface CloudOptions {
  /** Where everything is kept; in memory, where none is given. */
  dataDir?: string | undefined;
  /** Ports to use again, so that who was given the endpoints finds them after a restart. Free ones else. */
  ports?: CloudPorts | undefined;
  /** Loopback, where none is given. */
  host?: string | undefined;
  /** How often tables are swept of expired items. */
  sweepEveryMs?: number | undefined;
  /** Of requests, the share that X-Ray's sampling rule has services trace; all, where none is given. */
  traceRate?: number | undefined;
}

export interface Cloud {
  endpoints: CloudEndpoints;
  /** To be given to the next start, where the endpoints have to stay. */
  ports: Required<CloudPorts>;
  /** What a service's environment has to hold to find all of it. */
  environment: Record<string, string>;
  stop: () => Promise<void>;
}

/**
 * Starts what plays AWS on this machine (all but the database and the payment gateway), on loopback, and makes the
 * shop's resources in it.
 * @throws CloudError naming what to do; nothing is left running then
 */
export async function startCloud(options: CloudOptions = {}): Promise<Cloud> {
  const { dataDir, ports = {}, host, sweepEveryMs, traceRate } = options;
  const queuesStarting = startQueues({ dataDir, port: ports.queues, host });
  const mailboxes = createMailboxSimulator(queuesStarting);
  const starting = [
    startDynamo({ dataDir, port: ports.dynamodb, host, sweepEveryMs }),
    queuesStarting,
    startKinesis({ dataDir, port: ports.kinesis, host }),
    startMail({ dataDir, port: ports.mail, host, onSent: mailboxes.receive }),
    startXray({ port: ports.xray, host, sampleRate: traceRate }),
  ] as const;
  const stop = async () => {
    mailboxes.stop();
    const parts = await Promise.allSettled(starting);
    await Promise.allSettled(parts.map((part) => part.status === "fulfilled" && part.value.stop()));
  };
  try {
    const [dynamo, queues, kinesis, mail, xray] = await Promise.all(starting);
    const endpoints = {
      dynamodb: dynamo.endpoint,
      sqs: queues.endpoint,
      sns: queues.endpoint,
      s3: queues.endpoint,
      kinesis: kinesis.endpoint,
      sesv2: mail.endpoint,
      xray: xray.address,
      mail: mail.inboxUrl,
    };
    const taken = {
      dynamodb: dynamo.port,
      queues: queues.port,
      kinesis: kinesis.port,
      mail: mail.port,
      xray: xray.port,
    };
    const environment = await declareResources(endpoints);
    const archive = await startEventArchive({
      sqsStore: queues.sqsStore,
      endpoint: queues.endpoint,
      topicArn: environment.EVENTS_TOPIC_ARN ?? "",
      bucket: environment[variableFor("bucket", "event-archive")] ?? "",
    });
    const stopAll = async () => {
      await archive.stop();
      await stop();
    };
    return { endpoints, ports: taken, environment, stop: stopAll };
  } catch (error) {
    await stop();
    throw error;
  }
}
