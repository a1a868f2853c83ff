import { randomUUID } from "node:crypto";
import { accessTokenFor } from "@shopeasy/testing/tokens";
import request from "supertest";
import type { OrdersGround } from "./orders-ground";

export const address = {
  name: "Ada Lovelace",
  line1: "1 Main Street",
  city: "Springfield",
  postalCode: "62701",
  country: "US",
};

interface Wanted {
  key?: string;
  token?: string;
  body?: Record<string, unknown>;
}

/** Sends `POST /orders` for a cart, with a key of its own and a good card unless told otherwise. */
export function place(
  { app }: { app: Pick<OrdersGround["app"], "post"> },
  cartId: string,
  { key = randomUUID(), token, body }: Wanted = {},
) {
  const sent = app.post("/api/v1/orders").set("idempotency-key", key);
  if (token) sent.set("authorization", `Bearer ${token}`);
  return sent.send({
    cartId,
    email: "ada@example.test",
    shippingAddress: address,
    shippingMethod: "standard",
    paymentMethod: "pm_card_visa",
    ...body,
  });
}

/** An app that runs elsewhere, to place orders at. */
export const appAt = (url: string) => ({ app: request(url) });

/** The last segment of a problem's type. */
export const codeOf = ({ body }: { body: { type?: string } }) => body.type?.split("/").at(-1);

/** A customer who is signed in. */
export async function aCustomer() {
  const userId = randomUUID();
  return { userId, token: await accessTokenFor({ userId, role: "customer" }) };
}
