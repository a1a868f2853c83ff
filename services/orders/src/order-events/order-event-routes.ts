import { OrderId } from "@shopeasy/contracts/ids";
import { replyEvents } from "@shopeasy/platform/http/reply-events";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { z } from "zod";
import type { Deps } from "../deps";
import { admit } from "../orders/order-access";
import { guestTokenQuery } from "../orders/order-schemas";

/** A reader comes back by itself then, and shows anew that the order is still its. */
const longestStreamMs = 15 * 60_000;

const LastEventId = z
  .string()
  .regex(/^\d{1,15}$/, "must be the id of an event of this stream")
  .transform(Number);

export const orderEventRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "GET",
    path: "/orders/{id}/events",
    summary: "Each step of an order as it happens",
    description: `Server-sent events, from the first step on, or from after \`Last-Event-ID\`, without a gap. The data of each is a step of \
the order's timeline: \`{ "at", "type", "detail" }\`. For its customer, for a guest with the token of the confirmation, and for staff. \
A stream ends after at most 15 minutes: come back with the last id.`,
    access: "public",
    params: z.strictObject({ id: OrderId }),
    query: guestTokenQuery,
    headers: z.object({ "last-event-id": LastEventId.optional() }),
    responses: { 200: { description: "The steps", contentType: "text/event-stream" } },
    problems: {
      401: ["unauthenticated"],
      404: ["order-not-found"],
      429: ["too-many-streams"],
      503: ["busy"],
    },
    handle: async (deps, { params, query, headers, principal, address }) => {
      deps.orderEvents.admit(address);
      await admit(deps, { id: params.id, principal, token: query.token });
      const from = { address, orderId: params.id, after: headers["last-event-id"] ?? 0 };
      return replyEvents(200, async ({ send, end }) => {
        const over = setTimeout(end, longestStreamMs);
        const leave = await deps.orderEvents.listen(from, ({ id, at, type, detail }) =>
          send({ id: String(id), data: { at, type, detail } }),
        );
        return () => {
          clearTimeout(over);
          leave();
        };
      });
    },
  }),
];
