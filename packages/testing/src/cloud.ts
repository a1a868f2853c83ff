import { randomUUID } from "node:crypto";
import { testGround } from "./test-ground";

export type CloudService = "dynamodb" | "sqs" | "sns" | "s3" | "kinesis" | "sesv2";

/** Where the parts of the embedded cloud listen in this run. */
export function cloudEndpoints() {
  return testGround().endpoints;
}

/** The environment in which a service finds the embedded cloud and the shop's own resources; override with fresh ones. */
export function cloudEnvironment(): Record<string, string> {
  return testGround().environment;
}

/** What an AWS SDK client of this service is made with: `new SQSClient(clientConfig("sqs"))`. */
export function clientConfig(service: CloudService) {
  return {
    endpoint: cloudEndpoints()[service],
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    ...(service === "s3" && { forcePathStyle: true }),
  };
}

/** A name that no other test file uses. */
export function uniqueName(name: string): string {
  return `${name}-${randomUUID().slice(0, 8)}`;
}

/** A mail that was sent to the embedded SES. */
export interface InboxMail {
  to: string[];
  subject: string;
  text: string;
  html: string;
  /** Those that its sender set. */
  headers?: { name: string; value: string }[];
  at: string;
}

/** The mails to an address, newest first. Ask with an address that only this test uses. */
export async function mailsTo(address: string): Promise<InboxMail[]> {
  const answer = await fetch(cloudEndpoints().mail);
  const mails = (await answer.json()) as InboxMail[];
  return mails.filter(({ to }) => to.includes(address));
}
