import { Sku } from "@shopeasy/contracts/ids";
import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { listQuery } from "@shopeasy/platform/pagination/cursor";
import { z } from "zod";
import type { Deps } from "../deps";
import { adjustStock } from "./adjust-stock";
import { findStock, listStock } from "./find-stock";
import { AdjustedStock, Adjustment, StockHistory, StockLevel, StockLevels } from "./inventory-schemas";
import { stockHistory } from "./stock-history";

const params = z.strictObject({ sku: Sku });

export const inventoryRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "GET",
    path: "/inventory",
    summary: "How many there are of each SKU, in the order of SKUs",
    access: "staff",
    query: z.strictObject({
      ...listQuery,
      lowStock: z
        .enum(["true", "false"])
        .default("false")
        .describe("`true`: only those at or below their threshold."),
    }),
    responses: { 200: { description: "A page of stock levels", schema: StockLevels } },
    handle: async (deps, { query }) =>
      reply(200, await listStock(deps, { ...query, lowStock: query.lowStock === "true" })),
  }),
  defineRoute<Deps>()({
    method: "GET",
    path: "/inventory/{sku}",
    summary: "How many there are of a SKU",
    access: "staff",
    params,
    responses: { 200: { description: "The stock level", schema: StockLevel } },
    problems: { 404: ["unknown-sku"] },
    handle: async ({ database }, call) => reply(200, await findStock(database.db, call.params.sku)),
  }),
  defineRoute<Deps>()({
    method: "POST",
    path: "/inventory/{sku}/adjustments",
    summary: "Change how many there are of a SKU",
    description: "By what came in, broke, was counted or came back. The ledger keeps an entry of it.",
    access: "staff",
    params,
    headers: z.object({ "idempotency-key": z.string().optional() }),
    body: Adjustment,
    responses: {
      201: {
        description: "The stock after it, and its ledger entry",
        schema: AdjustedStock,
        headers: { "Idempotency-Replayed": "`true` on an answer that is given again" },
      },
    },
    problems: {
      404: ["unknown-sku"],
      409: ["insufficient-stock", "too-much-stock", "request-in-progress"],
      422: ["idempotency-key-reused"],
    },
    handle: async (deps, { params: { sku }, body, headers, principal }) => {
      const { stock, replayed } = await adjustStock(deps, {
        sku,
        adjustment: body,
        staffId: principal.userId,
        idempotencyKey: headers["idempotency-key"],
      });
      return reply(201, stock, replayed ? { "Idempotency-Replayed": "true" } : {});
    },
  }),
  defineRoute<Deps>()({
    method: "GET",
    path: "/inventory/{sku}/history",
    summary: "The ledger of a SKU, newest first: its sum is onHand",
    access: "staff",
    params,
    query: z.strictObject(listQuery),
    responses: { 200: { description: "A page of ledger entries", schema: StockHistory } },
    problems: { 404: ["unknown-sku"] },
    handle: async (deps, call) => reply(200, await stockHistory(deps, call.params.sku, call.query)),
  }),
];
