import { Sku } from "@shopeasy/contracts/ids";
import { reply } from "@shopeasy/platform/http/reply";
import { replyEvents } from "@shopeasy/platform/http/reply-events";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { z } from "zod";
import type { Deps } from "../deps";
import { productParams } from "../products/product-requests";
import type { Standing } from "./availability-rules";
import { findOffers } from "./find-offers";

const SkuState = z
  .strictObject({
    sku: Sku,
    available: z.int().describe("How many can be sold now."),
    inCarts: z.int().describe("How many pieces are in carts that have not expired."),
  })
  .meta({ id: "SkuState", example: { sku: "NOR-TENT-2P-GRN", available: 38, inCarts: 4 } });

const Availability = z
  .strictObject({ items: z.array(SkuState) })
  .meta({ id: "Availability", example: { items: [{ sku: "NOR-TENT-2P-GRN", available: 38, inCarts: 4 }] } });

/** A reader comes back by itself then, and so sees variants that are new, and no longer what was archived. */
const longestStreamMs = 15 * 60_000;

export const availabilityRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "GET",
    path: "/products/{idOrSlug}/availability",
    summary: "What there is of a product now",
    description: `With \`Accept: text/event-stream\`: an event for each SKU with its present state, then one at each change of it; \
the data of an event is a SkuState. A stream ends after at most 15 minutes: come back, and it begins with the present state again.`,
    access: "public",
    params: productParams,
    headers: z.object({
      accept: z.string().optional().describe("`text/event-stream` asks for a stream of changes."),
    }),
    responses: {
      200: { description: "The present state of each of its SKUs, in their order", schema: Availability },
    },
    problems: { 404: ["unknown-product"], 429: ["too-many-streams"], 503: ["busy"] },
    handle: async (deps, { params, headers, principal, address }) => {
      const asksForEvents = prefersEvents(headers.accept);
      if (asksForEvents) deps.availability.admit(address);
      const offers = await findOffers(deps, params.idOrSlug, principal);
      if (!asksForEvents) {
        const standings = await deps.availability.standingsOf(offers);
        return reply(200, { items: standings.map(stateOf) });
      }
      return replyEvents(200, async ({ send, end }) => {
        const over = setTimeout(end, longestStreamMs);
        const leave = await deps.availability.listen(address, offers, (standing) =>
          send({ id: `${standing.sku}:${standing.stockVersion}`, data: stateOf(standing) }),
        );
        return () => {
          clearTimeout(over);
          leave();
        };
      });
    },
  }),
];

const stateOf = ({ sku, available, inCarts }: Standing) => ({ sku, available, inCarts });

const prefersEvents = (accept = "") =>
  accept.split(",").some((range) => /^\s*text\/event-stream\s*(;(?!.*q=0(\.0*)?\s*$)|$)/i.test(range));
