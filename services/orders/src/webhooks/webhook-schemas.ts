import { listOf, Timestamp } from "@shopeasy/contracts/conventions";
import { WebhookId } from "@shopeasy/contracts/ids";
import { queues } from "@shopeasy/contracts/resources";
import { callFaults } from "@shopeasy/platform/outbound/call-faults";
import { z } from "zod";
import { deliveryStates, disabledReasons } from "./delivery-rules";

const webhookEventTypes = queues["webhooks-events"].subscribesTo;
export const WebhookEventType = z.enum(webhookEventTypes);
export type WebhookEventType = z.infer<typeof WebhookEventType>;

const fields = {
  url: z.string().min(1).max(2_048).describe("https, with no user name or password, at a public address."),
  events: z
    .array(WebhookEventType)
    .min(1)
    .max(webhookEventTypes.length)
    .refine((types) => new Set(types).size === types.length, "must name each type once")
    .describe("Types of the events that it is told of."),
  description: z.string().trim().max(500).nullable(),
};

export const NewWebhook = z.strictObject({ ...fields, description: fields.description.default(null) }).meta({
  id: "NewWebhook",
  example: {
    url: "https://erp.example.com/shopeasy",
    events: ["order.paid", "order.refunded"],
    description: "Books orders in the ERP.",
  },
});
export type NewWebhook = z.infer<typeof NewWebhook>;

export const WebhookChanges = z
  .strictObject({
    ...fields,
    active: z
      .boolean()
      .describe(
        "False has nothing sent any more, nor kept for later. True begins anew, also where it was disabled.",
      ),
  })
  .partial()
  .meta({ id: "WebhookChanges", example: { events: ["order.paid"], active: true } });
export type WebhookChanges = z.infer<typeof WebhookChanges>;

const example = {
  id: "01985b2c-5f00-7a31-9d7e-2f8f6f6e9a31",
  url: "https://erp.example.com/shopeasy",
  events: ["order.paid", "order.refunded"],
  description: "Books orders in the ERP.",
  active: true,
  disabledAt: null,
  disabledReason: null,
  failingSince: null,
  previousSecretUntil: null,
  createdAt: "2026-01-31T12:00:00.000Z",
  updatedAt: "2026-01-31T12:00:00.000Z",
} as const;

const view = {
  id: WebhookId,
  url: z.string(),
  events: z.array(WebhookEventType),
  description: z.string().nullable(),
  active: z.boolean(),
  disabledAt: Timestamp.nullable(),
  disabledReason: z
    .enum(disabledReasons)
    .nullable()
    .describe(
      "`failing`: nothing arrived for three days; `gone`: it answered 410; `staff`: it was switched off.",
    ),
  failingSince: Timestamp.nullable().describe("Since when no attempt has arrived."),
  previousSecretUntil: Timestamp.nullable().describe("Until when the secret before this one signs too."),
  createdAt: Timestamp,
  updatedAt: Timestamp,
};

export const WebhookView = z.strictObject(view).meta({ id: "Webhook", example: { ...example } });
export type WebhookView = z.infer<typeof WebhookView>;
export const WebhookList = listOf(WebhookView).meta({
  id: "WebhookList",
  example: { items: [{ ...example }], nextCursor: null },
});

const secret = "whsec_c2hvcGVhc3ktZXhhbXBsZS1zZWNyZXQtMzItYnl0ZXM=";
export const WebhookWithSecret = z
  .strictObject({
    ...view,
    secret: z.string().describe("Signs what is sent. It is shown here and never again."),
  })
  .meta({ id: "WebhookWithSecret", example: { ...example, secret } });
export type WebhookWithSecret = z.infer<typeof WebhookWithSecret>;

/** One try to deliver; the row keeps it as it is shown. */
export const Attempt = z.strictObject({
  at: Timestamp,
  durationMs: z.int(),
  status: z.int().nullable().describe("What the receiver answered; null where it did not."),
  error: z
    .enum([...callFaults, "secret-unreadable"])
    .nullable()
    .describe("Why there was no answer."),
  response: z
    .string()
    .nullable()
    .describe("The beginning of what it answered, with secrets and addresses masked."),
});
export type Attempt = z.infer<typeof Attempt>;

const deliveryExample = {
  id: "01985b2c-5f00-7a31-9d7e-2f8f6f6e9a41",
  eventId: "01985b2c-5f00-7a31-9d7e-2f8f6f6e9a51",
  type: "order.paid",
  state: "waiting",
  attempts: [{ at: "2026-01-31T12:00:00.000Z", durationMs: 87, status: 503, error: null, response: "busy" }],
  nextAttemptAt: "2026-01-31T12:00:05.000Z",
  replayOf: null,
  createdAt: "2026-01-31T12:00:00.000Z",
} as const;

export const Delivery = z
  .strictObject({
    id: z.uuid(),
    eventId: z
      .uuid()
      .describe("The `webhook-id` of what is sent: the same at each attempt and in each replay."),
    type: z.string(),
    state: z.enum(deliveryStates),
    attempts: z.array(Attempt),
    nextAttemptAt: Timestamp.nullable(),
    replayOf: z.uuid().nullable().describe("The delivery that this one repeats."),
    createdAt: Timestamp,
  })
  .meta({ id: "WebhookDelivery", example: { ...deliveryExample, attempts: [...deliveryExample.attempts] } });
export type Delivery = z.infer<typeof Delivery>;

export const DeliveryList = listOf(Delivery).meta({
  id: "WebhookDeliveryList",
  example: { items: [{ ...deliveryExample, attempts: [...deliveryExample.attempts] }], nextCursor: null },
});
