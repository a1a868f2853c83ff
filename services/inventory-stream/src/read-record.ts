import { createHash } from "node:crypto";
import { eventSchemas } from "@shopeasy/contracts/events";
import type { CartId, Sku } from "@shopeasy/contracts/ids";
import { z } from "zod";
import type { Change } from "./availability/availability-rules";

const traceHeader = z.string().optional().catch(undefined);
const StreamEvent = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("stock.changed"), traceHeader }),
  z.looseObject({ type: z.literal("cart.changed"), traceHeader }),
]);

/** A change, and of which SKU; and the trace of what caused it, where that is recorded. */
export interface StreamRecord {
  sku: Sku;
  change: Change;
  traceHeader: string | undefined;
}

/**
 * What a record of the stream says.
 * @throws SyntaxError or ZodError for one that nobody can understand, and no later try either
 */
export function readRecord(base64: string): StreamRecord {
  const content: unknown = parse(Buffer.from(base64, "base64").toString("utf8"));
  const { type, traceHeader } = StreamEvent.parse(content);
  switch (type) {
    case "stock.changed": {
      const { aggregateVersion: version, data } = eventSchemas["stock.changed"].parse(content);
      return { sku: data.sku, change: { kind: "stock", available: data.available, version }, traceHeader };
    }
    case "cart.changed": {
      const { aggregateVersion: version, data } = eventSchemas["cart.changed"].parse(content);
      const { sku, cartId, quantity } = data;
      const expiresAt = Math.floor(Date.parse(data.expiresAt) / 1000);
      const change = { kind: "cart" as const, cart: disguised(cartId), quantity, version, expiresAt };
      return { sku, change, traceHeader };
    }
  }
}

/** A guest cart's id is a secret, and is not written down here: 128 bits of its hash tell it from others. */
const disguised = (cartId: CartId) =>
  createHash("sha256").update(`cart:${cartId}`).digest("base64url").slice(0, 22);

/** A parser's own message quotes what it could not parse. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SyntaxError("The record is not JSON");
  }
}
