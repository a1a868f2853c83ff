import { GetQueueAttributesCommand, ListQueuesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { isOthersQueue } from "@shopeasy/contracts/resources";
import type { ShopDatabases } from "./databases";

type Counts = Record<string, number>;

/** What is still under way in the shop, by what it is; what is zero is not named. */
export async function underWay(databases: ShopDatabases, sqs: SQSClient): Promise<Counts> {
  const parts = await Promise.all([
    ordersUnderWay(databases),
    catalogUnderWay(databases),
    outboxOf(databases, "users"),
    messagesIn(sqs, (name) => !name.endsWith("-dlq") && !isOthersQueue(name)),
  ]);
  return present(Object.assign({}, ...parts));
}

/** Messages that nobody could take. */
export const deadLetters = async (sqs: SQSClient): Promise<Counts> =>
  present(await messagesIn(sqs, (name) => name.endsWith("-dlq")));

async function ordersUnderWay(databases: ShopDatabases): Promise<Counts> {
  const [counts] = await databases.orders<Counts[]>`
    select
      (select count(*)::int from orders where due_at is not null or step <> 'done') as "checkouts",
      (select count(*)::int from orders where check_payment_at is not null) as "payments to check",
      (select count(*)::int from refunds where due_at is not null or state in ('requested', 'pending')) as "refunds"`;
  return { ...counts, ...(await outboxOf(databases, "orders")) };
}

async function catalogUnderWay(databases: ShopDatabases): Promise<Counts> {
  const [counts] = await databases.catalog<Counts[]>`
    select count(*)::int as "reservations" from reservations where status = 'held'`;
  return { ...counts, ...(await outboxOf(databases, "catalog")) };
}

async function outboxOf(databases: ShopDatabases, name: "users" | "catalog" | "orders"): Promise<Counts> {
  const [found] = await databases[name]<{ count: number }[]>`select count(*)::int as count from outbox`;
  return { [`events of ${name}`]: found?.count ?? 0 };
}

async function messagesIn(sqs: SQSClient, isWanted: (name: string) => boolean): Promise<Counts> {
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  const named = QueueUrls.map((url) => ({ url, name: url.split("/").at(-1) ?? "" }));
  const counts: Counts = {};
  for (const { url, name } of named.filter((queue) => isWanted(queue.name))) {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["All"] }),
    );
    const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } = Attributes;
    counts[name] = Number(ApproximateNumberOfMessages) + Number(ApproximateNumberOfMessagesNotVisible);
  }
  return counts;
}

const present = (counts: Counts): Counts =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
