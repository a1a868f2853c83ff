import {
  archivedEventsFrom,
  eventsTopic,
  inventoryStream,
  mailEventsTopic,
  type QueueDeclaration,
  queues,
} from "../../packages/contracts/src/resources";
import { waitingIn } from "../stacks/waiting";
import { resources } from "./synthesized";

const made = (type: string) => resources("prod", "messaging", type);
const declared = Object.entries<QueueDeclaration>(queues);
const queueCalled = (name: string) =>
  made("aws_sqs_queue").find(({ config }) => config.name === `shopeasy-prod-${name}`)!;

test("the queues are those of the contracts, each with its dead letters, and the archive's", () => {
  const names = made("aws_sqs_queue").map(({ config }) => config.name);

  const wanted = [...declared.flatMap(([name]) => [name, `${name}-dlq`]), "event-archive-dlq"];
  expect(names.sort()).toEqual(wanted.map((name) => `shopeasy-prod-${name}`).sort());
});

test.each(declared)(
  "%s hides, keeps and gives up messages as the contracts declare it",
  (name, declaration) => {
    const { config } = queueCalled(name);

    expect(config.visibility_timeout_seconds).toBe(declaration.visibilityTimeoutSeconds);
    expect(config.message_retention_seconds).toBe(declaration.retentionSeconds ?? 345_600);
    expect(JSON.parse(String(config.redrive_policy))).toEqual({
      deadLetterTargetArn: `\${${queueCalled(`${name}-dlq`).address}.arn}`,
      maxReceiveCount: declaration.maxReceiveCount,
    });
  },
);

test.each(declared)(
  "%s is delivered what the contracts say, unwrapped, and nothing else",
  (name, declaration) => {
    const { subscribesTo, fedBy } = declaration;
    const queue = queueCalled(name);

    const subscriptions = made("aws_sns_topic_subscription")
      .map(({ config }) => config)
      .filter(({ endpoint }) => endpoint === `\${${queue.address}.arn}`)
      .map(({ topic_arn: topic, filter_policy: filter, raw_message_delivery: isRaw }) => ({
        topic: /aws_sns_topic\.([a-z-]+)_topic_/.exec(String(topic))?.[1],
        filter: filter ? JSON.parse(String(filter)) : "all",
        isRaw,
      }));

    expect(subscriptions).toEqual([
      ...(subscribesTo.length > 0
        ? [{ topic: eventsTopic, filter: { type: [...subscribesTo] }, isRaw: true }]
        : []),
      ...(fedBy ? [{ topic: mailEventsTopic, filter: "all", isRaw: true }] : []),
    ]);
  },
);

test("an alarm of a queue begins with who is hurt, whose words a new queue needs", () => {
  for (const [name] of declared) {
    const alarms = made("aws_cloudwatch_metric_alarm").map(({ config }) => String(config.alarm_description));

    expect(alarms.filter((text) => text.includes(waitingIn(name as keyof typeof queues).hurts))).toHaveLength(
      2,
    );
  }
  expect(() => waitingIn("parcels" as keyof typeof queues)).toThrow("infra/stacks/waiting.ts");
});

test("the archive of events is where replays look for it", () => {
  const [firehose] = made("aws_kinesis_firehose_delivery_stream");
  const { prefix, compression_format, file_extension } = Object(firehose!.config.extended_s3_configuration);

  const at = new Date("2026-03-04T05:06:07Z");
  expect(prefix.replace("!{timestamp:yyyy/MM/dd/HH}", "2026/03/04/05")).toBe(archivedEventsFrom(at));
  expect([compression_format, file_extension]).toEqual(["GZIP", ".gz"]);
});

test("the stream of stock and carts is that of the contracts", () => {
  expect(made("aws_kinesis_stream").map(({ config }) => config.name)).toEqual([
    `shopeasy-prod-${inventoryStream}`,
  ]);
});

test("SES tells of bounces and complaints", () => {
  const [destination] = made("aws_sesv2_configuration_set_event_destination");

  expect(destination!.config.event_destination).toMatchObject({
    matching_event_types: ["BOUNCE", "COMPLAINT"],
    sns_destination: { topic_arn: expect.stringContaining(mailEventsTopic) },
  });
});
