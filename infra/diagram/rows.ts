import type { Inventory, Thing } from "./inventory";
import type { Program } from "./programs";
import { bySecurityGroup, replicaReaders, talking, wayByRole } from "./talks";
import type { Way } from "./ways";

/** Something that programs talk to: a row of the drawing. */
export interface Row {
  label: string;
  /** How far it is indented: what a topic is sent on to. */
  depth: 0 | 1;
  /** Small words beside it, with a longer one for those who point at them. */
  chips: { text: string; title: string }[];
  /** By program, what it does with it. */
  ways: Map<Program, Way>;
}

export interface Panel {
  title: string;
  rows: Row[];
}

/** What the programs talk to, by where it is. */
export function panelsOf(inventory: Inventory, programs: readonly Program[]): Panel[] {
  const byRole = (thing: Thing) => wayByRole(inventory, programs, thing);
  const row = (thing: Thing, more: Partial<Row> = {}): Row => ({
    ...{ label: thing.name, depth: 0, chips: [], ways: byRole(thing) },
    ...more,
  });
  const bucketChips = bucketChipsOf(inventory);
  const panels: Panel[] = [
    { title: "calls between services", rows: internalRows(inventory, programs) },
    { title: "messaging", rows: messagingRows(inventory, row) },
    {
      title: "data, in isolated subnets",
      rows: [
        ...inventory.ofType("aws_db_instance").map((thing) =>
          row(thing, {
            label: thing.config.replicate_source_db ? "PostgreSQL's replica" : "PostgreSQL",
            chips: thing.config.multi_az ? [{ text: "two zones", title: "A standby in another zone" }] : [],
            ways: thing.config.replicate_source_db
              ? replicaReaders(inventory, programs, thing)
              : bySecurityGroup(inventory, programs, "postgres"),
          }),
        ),
        ...inventory
          .ofType("aws_elasticache_replication_group")
          .map((thing) =>
            row(thing, { label: "Valkey", ways: bySecurityGroup(inventory, programs, "valkey") }),
          ),
      ],
    },
    { title: "tables", rows: inventory.ofType("aws_dynamodb_table").map((table) => row(table)) },
    {
      title: "buckets",
      rows: inventory
        .ofType("aws_s3_bucket")
        .map((bucket) => row(bucket, { chips: bucketChips(bucket) }))
        .sort((one, other) => other.ways.size - one.ways.size),
    },
    { title: "outside", rows: outsideRows(inventory, programs) },
  ];
  return panels.filter(({ rows }) => rows.length > 0);
}

function internalRows(inventory: Inventory, programs: readonly Program[]): Row[] {
  const services = programs.filter(({ kind }) => kind === "service");
  return [8081, 8080]
    .flatMap((port) => services.map((service) => ({ port, name: service.name })))
    .map(
      ({ port, name }): Row => ({
        ...{ label: `${name} :${port}`, depth: 0, chips: [] },
        ways: bySecurityGroup(inventory, programs, name, port),
      }),
    )
    .filter(({ ways }) => ways.size > 0);
}

type MakeRow = (thing: Thing, more?: Partial<Row>) => Row;

/** Topics with what they are sent on to; queues that are filled otherwise; the stream, and mails. */
function messagingRows(inventory: Inventory, row: MakeRow): Row[] {
  const dead = new Set<Thing>();
  const queueRow = (queue: Thing, depth: 0 | 1): Row => {
    const letters = inventory.referred(queue.stack, queue.config.redrive_policy);
    if (letters) dead.add(letters);
    const made = row(queue, { depth, chips: letters ? [{ text: "DLQ", title: letters.name }] : [] });
    const isTaken = [...made.ways.values()].some((way) => way !== "puts");
    if (letters && !isTaken)
      made.chips.push({ text: "for others", title: "Systems of the merchant take from it" });
    return made;
  };
  const subscriptions = inventory.ofType("aws_sns_topic_subscription").map(({ stack, config }) => ({
    topic: inventory.referred(stack, config.topic_arn),
    to: inventory.referred(stack, config.endpoint),
    undelivered: inventory.referred(stack, config.redrive_policy),
  }));
  const told = new Set(subscriptions.map(({ to }) => to));
  const sentOn = (topic: Thing) => subscriptions.filter((subscription) => subscription.topic === topic);
  const byReach = inventory
    .ofType("aws_sns_topic")
    .sort((one, other) => sentOn(other).length - sentOn(one).length);
  const topics = byReach.flatMap((topic) => [
    row(topic, { label: `${topic.name} (topic)`, chips: elsewhere(topic) }),
    ...sentOn(topic).map(({ to, undelivered }) => {
      if (undelivered) dead.add(undelivered);
      if (!to) return row(topic, { label: "people, by mail", depth: 1, ways: new Map() });
      if (to.type === "aws_sqs_queue") return queueRow(to, 1);
      const chips = undelivered ? [{ text: "DLQ", title: undelivered.name }] : [];
      return row(to, { label: `${to.name} (Firehose)`, depth: 1, chips });
    }),
  ]);
  const queues = inventory.ofType("aws_sqs_queue");
  const others = queues
    .filter((queue) => !told.has(queue))
    .map((queue) => ({ queue, row: queueRow(queue, 0) }));
  return [
    ...topics,
    ...others.filter(({ queue }) => !dead.has(queue)).map((other) => other.row),
    ...inventory
      .ofType("aws_kinesis_stream")
      .map((stream) => row(stream, { label: `${stream.name} (stream)` })),
    ...inventory.ofType("aws_sesv2_email_identity").map((mail) => row(mail, { label: "mail (SES)" })),
  ];
}

/** Where a thing is that is not in the environment's own region. */
function elsewhere({ config }: Thing): Row["chips"] {
  const [, region] = /^aws\.(.+)$/.exec(String(config.provider)) ?? [];
  return region ? [{ text: region, title: `It is in ${region}` }] : [];
}

/** Who else fills a bucket, or hands out what is in it. */
function bucketChipsOf(inventory: Inventory): (bucket: Thing) => Row["chips"] {
  const buckets = (type: string) =>
    new Set(
      inventory.ofType(type).flatMap(({ stack, config }) => {
        const references = JSON.stringify(config).match(/\$\{[^}]+\}/g) ?? [];
        return references.map((reference) => inventory.referred(stack, reference));
      }),
    );
  const users = [
    ["CloudFront", buckets("aws_cloudfront_distribution")],
    ["Firehose", buckets("aws_kinesis_firehose_delivery_stream")],
    ["CloudTrail", buckets("aws_cloudtrail")],
    ["Config", buckets("aws_config_delivery_channel")],
    ["load balancer", buckets("aws_lb")],
  ] as const;
  return (bucket) =>
    users.filter(([, used]) => used.has(bucket)).map(([user]) => ({ text: user, title: `${user} uses it` }));
}

function outsideRows(inventory: Inventory, programs: readonly Program[]): Row[] {
  const rules = inventory.ofType("aws_vpc_security_group_egress_rule");
  const internet = rules.filter(({ config }) => config.cidr_ipv4 === "0.0.0.0/0");
  return [
    {
      ...{ label: "services of AWS, by endpoints", depth: 0, chips: [] },
      ways: bySecurityGroup(inventory, programs, "endpoints"),
    },
    {
      ...{ label: "the internet, by NAT", depth: 0, chips: [] },
      ways: talking(inventory, programs, internet),
    },
  ];
}
