import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { replyStream } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { z } from "zod";
import type { Deps } from "../deps";
import { FileFormat } from "../imports/import-schemas";
import { exportCatalogue } from "./export-catalogue";

const contentTypes = {
  ndjson: "application/x-ndjson; charset=utf-8",
  csv: "text/csv; charset=utf-8; header=present",
} as const satisfies Record<FileFormat, string>;

export const exportRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "GET",
    path: "/products/export",
    summary: "The whole catalogue as a file",
    description:
      "Categories, brands and products, drafts and archived ones included, with what there is of each SKU. What it " +
      "gives can be imported again, here or into another shop.",
    access: "staff",
    query: z.strictObject({ format: FileFormat.default("ndjson") }),
    responses: {
      200: {
        description: "The file, as it is read",
        contentType: "application/x-ndjson",
        headers: { "Content-Disposition": "Names the file" },
      },
    },
    handle: async (deps, { query: { format }, principal }) => {
      const texts = await exportCatalogue(deps, { format, staffId: principal.userId });
      const day = deps.clock.now().toISOString().slice(0, 10);
      return replyStream(
        200,
        async (response, signal) => {
          await pipeline(Readable.from(texts), response, { signal }).catch((error: unknown) => {
            // Whoever asked has gone, or we are about to: the connection is broken off, and that is all.
            if (!signal.aborted) throw error;
          });
        },
        {
          "Content-Type": contentTypes[format],
          "Content-Disposition": `attachment; filename="catalogue-${day}.${format}"`,
        },
      );
    },
  }),
];
