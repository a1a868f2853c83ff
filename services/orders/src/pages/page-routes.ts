import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { pagesOf } from "@shopeasy/platform/pages/page";
import { z } from "zod";
import type { Deps } from "../deps";
import { orderPageStyle } from "./order-page-style";
import { showOrder } from "./show-order";

const html = "text/html";

const { replyPage } = pagesOf({ style: orderPageStyle });

export const pageRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "GET",
    path: "/orders/{id}",
    isPage: true,
    summary: "The page that mails about an order link to",
    access: "open",
    // As a mail's link gives them. What is wrong with it is told on a page, and not as a problem.
    params: z.strictObject({ id: z.string() }),
    query: z.strictObject({ token: z.string().optional() }),
    responses: {
      200: { description: "The order; or, without a token, how to get to it", contentType: html },
      404: { description: "A page that says that there is no such order", contentType: html },
    },
    handle: async (deps, { params, query }) => replyPage(await showOrder(deps, { ...params, ...query })),
  }),
];
