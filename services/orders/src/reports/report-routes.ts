import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import type { Deps } from "../deps";
import { SalesQuery, SalesReport } from "./report-schemas";
import { salesReport } from "./sales-report";

export const reportRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "GET",
    path: "/reports/sales",
    summary: "What was sold and given back, by day, week or month",
    description:
      "Of at most 400 intervals. Days are UTC's, weeks begin on Monday. Each currency is counted apart.",
    access: "staff",
    query: SalesQuery,
    responses: { 200: { description: "The report", schema: SalesReport } },
    handle: async (deps, { query }) => reply(200, await salesReport(deps, query)),
  }),
];
