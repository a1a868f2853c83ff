import type { ECSClient } from "@aws-sdk/client-ecs";

interface TaskLog {
  group: string;
  stream: string;
  region: string;
}

/**
 * The last lines of a task's log, by CloudWatch Logs' own HTTP, signed as ECS's client signs: its client is not among
 * what is installed. Nothing where it can't be read, since the failure that asks for it matters more.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
 */
export async function lastLines(ecs: ECSClient, log: TaskLog, limit = 20): Promise<string[]> {
  const endpoint = process.env.AWS_ENDPOINT_URL ?? `https://logs.${log.region}.amazonaws.com`;
  const url = new URL(endpoint);
  const body = JSON.stringify({ logGroupName: log.group, logStreamName: log.stream, limit });
  try {
    const signer = await ecs.config.signer({
      name: "sigv4",
      signingName: "logs",
      signingRegion: log.region,
      properties: {},
    });
    const request = await signer.sign({
      ...{ method: "POST", protocol: url.protocol, hostname: url.hostname, path: "/", query: {}, body },
      ...(url.port && { port: Number(url.port) }),
      headers: {
        host: url.host,
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "Logs_20140328.GetLogEvents",
      },
    } as Parameters<typeof signer.sign>[0]);
    const response = await fetch(url, { method: "POST", headers: request.headers, body });
    const { events = [] } = (await response.json()) as { events?: { message: string }[] };
    return events.map(({ message }) => message);
  } catch {
    return [];
  }
}
