import { z } from "zod";
import { badParameter, Refusal } from "./refusal";

const Amount = z
  .string()
  .regex(/^\d{1,12}$/)
  .transform(Number);
const Flag = z.enum(["true", "false"]).transform((text) => text === "true");
const Timestamp = z.string().regex(/^\d+$/).transform(Number);
const Metadata = z.record(z.string().max(40), z.string().max(500)).default({});
const Expand = z
  .array(z.enum(["latest_charge", "data.latest_charge", "charge", "payment_intent"]))
  .default([]);

/** What each endpoint takes, of all that Stripe's takes: the rest is refused, so that a typo is not silently lost. */
export const CreateIntent = z.strictObject({
  amount: Amount,
  currency: z.string().regex(/^[a-z]{3}$/),
  capture_method: z.enum(["automatic", "automatic_async", "manual"]).default("automatic"),
  confirm: Flag.default(false),
  payment_method: z.string().optional(),
  allowed_payment_method_types: z.array(z.literal("card")).optional(),
  metadata: Metadata,
  receipt_email: z.string().optional(),
  description: z.string().optional(),
  expand: Expand,
});
export type CreateIntent = z.infer<typeof CreateIntent>;

export const ConfirmIntent = z.strictObject({ payment_method: z.string().optional(), expand: Expand });
export type ConfirmIntent = z.infer<typeof ConfirmIntent>;

export const CaptureIntent = z.strictObject({ amount_to_capture: Amount.optional(), expand: Expand });
export type CaptureIntent = z.infer<typeof CaptureIntent>;

export const CancelIntent = z.strictObject({
  cancellation_reason: z.enum(["duplicate", "fraudulent", "requested_by_customer", "abandoned"]).optional(),
  expand: Expand,
});
export type CancelIntent = z.infer<typeof CancelIntent>;

export const CreateRefund = z.strictObject({
  payment_intent: z.string().optional(),
  charge: z.string().optional(),
  amount: Amount.optional(),
  reason: z.enum(["duplicate", "fraudulent", "requested_by_customer"]).optional(),
  metadata: Metadata,
  expand: Expand,
});
export type CreateRefund = z.infer<typeof CreateRefund>;

export const Retrieve = z.strictObject({ expand: Expand });

const Limit = z
  .string()
  .regex(/^([1-9]\d?|100)$/)
  .transform(Number)
  .prefault("10");
export const ListObjects = z.strictObject({
  limit: Limit,
  starting_after: z.string().optional(),
  payment_intent: z.string().optional(),
  created: z
    .strictObject({
      gt: Timestamp.optional(),
      gte: Timestamp.optional(),
      lt: Timestamp.optional(),
      lte: Timestamp.optional(),
    })
    .optional(),
  expand: Expand,
});
export type ListObjects = z.infer<typeof ListObjects>;

export const SearchIntents = z.strictObject({
  query: z.string(),
  limit: Limit,
  page: z.string().optional(),
  expand: Expand,
});
export type SearchIntents = z.infer<typeof SearchIntents>;

/** The parameters of a request, or Stripe's refusal of the first that is wrong. */
export function parameters<Schema extends z.ZodType>(schema: Schema, form: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(form ?? {});
  if (parsed.success) return parsed.data;

  const [issue] = parsed.error.issues;
  const param = issue?.path.join(".") ?? "";
  if (issue?.code === "unrecognized_keys") {
    const unknown = issue.keys[0] ?? "";
    if (unknown === "payment_method_types") {
      const message = "payment_method_types is no longer supported; use allowed_payment_method_types.";
      throw badParameter("payment_method_types_no_longer_supported", unknown, message);
    }
    throw badParameter("parameter_unknown", unknown, `Received unknown parameter: ${unknown}`);
  }
  const given = issue?.path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown>)?.[key],
    form,
  );
  if (given === undefined)
    throw badParameter("parameter_missing", param, `Missing required param: ${param}.`);
  if (/amount/.test(param))
    throw badParameter("parameter_invalid_integer", param, `Invalid integer: ${String(given)}`);
  throw new Refusal(400, {
    type: "invalid_request_error",
    param,
    message: `Invalid ${param}: ${issue?.message ?? ""}`,
  });
}
