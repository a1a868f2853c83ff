import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { z } from "zod";
import type { Deps } from "../deps";
import { NewTaxTable, TaxTable } from "./tax-schemas";
import { getTaxTable, putTaxTable } from "./tax-table";

const headers = { ETag: "The table's version, for If-Match" };
const tagOf = ({ version }: TaxTable) => ({ ETag: `"${version}"` });

const ifMatch = z
  .string()
  .trim()
  .regex(/^(\*|(W\/)?"\d{1,9}"|\d{1,9})$/, "must be the table's version")
  .optional()
  .describe("The version that the table must still have.");

/** Undefined where any version will do. */
const versionIn = (header: string | undefined): number | undefined =>
  header === undefined || header === "*" ? undefined : Number(header.replace(/^W\/|"/g, ""));

export const taxRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "GET",
    path: "/tax-rates",
    summary: "The tax rates that hold now",
    access: "staff",
    responses: { 200: { description: "The whole table", schema: TaxTable, headers } },
    handle: async (deps) => {
      const table = await getTaxTable(deps);
      return reply(200, table, tagOf(table));
    },
  }),
  defineRoute<Deps>()({
    method: "PUT",
    path: "/tax-rates",
    summary: "Put another table of tax rates in the place of this one",
    description:
      "It holds for the next quote. Each line's tax, and the shipping's, is rounded once: half up, with all rates of the place together.",
    access: "staff",
    headers: z.object({ "if-match": ifMatch }),
    body: NewTaxTable,
    bodyLimit: 500_000,
    responses: { 200: { description: "The whole table as it is now", schema: TaxTable, headers } },
    problems: { 412: ["tax-rates-changed"] },
    handle: async (deps, { body, headers: { "if-match": header }, principal }) => {
      const table = await putTaxTable(deps, body, { staffId: principal.userId, ifMatch: versionIn(header) });
      return reply(200, table, tagOf(table));
    },
  }),
];
