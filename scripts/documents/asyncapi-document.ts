import { eventsTopic, inventoryStream, queues, streamedEvents } from "@shopeasy/contracts/resources";
import type { EventJsonSchemas } from "./event-json-schemas";

/** Who publishes what: by the first word of an event's type. */
const publishers: Readonly<Record<string, string>> = {
  user: "users",
  mail: "users",
  product: "catalog",
  stock: "catalog",
  cart: "cart",
  order: "orders",
  webhook: "orders",
  review: "feedback",
  feedback: "feedback",
};

/** One AsyncAPI 3.0 document of all that travels between the services, and to those who subscribe. */
export function asyncApiDocument(events: EventJsonSchemas): Record<string, unknown> {
  const types = Object.keys(events);
  const streamed = types.filter((type) => isStreamed(type));
  const topical = types.filter((type) => !isStreamed(type));
  const subscriptions = Object.entries(queues).filter(([, { subscribesTo }]) => subscribesTo.length > 0);
  return {
    asyncapi: "3.0.0",
    info: {
      title: "ShopEasy events",
      version: "1.0.0",
      description:
        "What the services of the shop tell each other, and whoever subscribes. Every event arrives at least once, in no order: `id` tells a repeat, and of two with one `aggregateId` the higher `aggregateVersion` is the newer. Fields may be added at any time; none is removed or changes its type.",
      license: { name: "Apache-2.0" },
    },
    defaultContentType: "application/json",
    channels: {
      [eventsTopic]: {
        address: eventsTopic,
        title: "The SNS topic of all events",
        messages: messagesOf(topical),
        bindings: { sns: { name: eventsTopic } },
      },
      [inventoryStream]: {
        address: inventoryStream,
        title: "The Kinesis stream of absolute stock and cart states, keyed by SKU",
        messages: messagesOf(streamed),
      },
      ...Object.fromEntries(
        subscriptions.map(([name, { subscribesTo }]) => [
          name,
          {
            address: name,
            title: `An SQS queue that the topic delivers to, raw`,
            messages: messagesOf(subscribesTo),
            bindings: {
              sqs: {
                queue: { name, fifoQueue: false },
                deadLetterQueue: { name: `${name}-dlq`, fifoQueue: false },
              },
            },
          },
        ]),
      ),
    },
    operations: {
      ...Object.fromEntries(publishings(eventsTopic, topical)),
      ...Object.fromEntries(publishings(inventoryStream, streamed)),
      ...Object.fromEntries(
        subscriptions.map(([name, { subscribesTo }]) => [
          `receive-${name}`,
          {
            action: "receive",
            channel: channel(name),
            messages: subscribesTo.map((type) => inChannel(name, type)),
          },
        ]),
      ),
    },
    components: {
      messages: Object.fromEntries(
        Object.entries(events).map(([type, payload]) => [
          type,
          {
            name: type,
            title: type,
            summary: payload.properties?.data?.description ?? type,
            contentType: "application/json",
            payload,
          },
        ]),
      ),
    },
  };
}

const isStreamed = (type: string) => (streamedEvents as readonly string[]).includes(type);

const messagesOf = (types: readonly string[]) =>
  Object.fromEntries(types.map((type) => [type, { $ref: `#/components/messages/${type}` }]));

const channel = (name: string) => ({ $ref: `#/channels/${name}` });

const inChannel = (name: string, type: string) => ({ $ref: `#/channels/${name}/messages/${type}` });

/** What each service sends to a channel. */
function publishings(name: string, types: readonly string[]): [string, unknown][] {
  const services = new Set(types.map(publisherOf));
  return [...services].map((service) => [
    `${service}-to-${name}`,
    {
      action: "send",
      channel: channel(name),
      tags: [{ name: service }],
      messages: types.filter((type) => publisherOf(type) === service).map((type) => inChannel(name, type)),
    },
  ]);
}

function publisherOf(type: string): string {
  const publisher = publishers[type.split(".")[0] ?? ""];
  if (!publisher) throw new Error(`Nobody is known to publish ${type}`);
  return publisher;
}
