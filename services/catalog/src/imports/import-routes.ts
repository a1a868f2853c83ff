import type { IncomingMessage } from "node:http";
import { apiPrefix } from "@shopeasy/contracts/route-table";
import { InvalidInput, ProtocolError } from "@shopeasy/platform/errors";
import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { z } from "zod";
import type { Deps } from "../deps";
import { findImport } from "./find-import";
import { type FileFormat, Import, ImportId } from "./import-schemas";
import { fileTooLarge, largestFile, receiveImport } from "./receive-import";

const formats: Readonly<Record<string, FileFormat>> = {
  "application/x-ndjson": "ndjson",
  "application/ndjson": "ndjson",
  "application/jsonl": "ndjson",
  "text/csv": "csv",
};

export const importRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "POST",
    path: "/products/import",
    summary: "Take a file into the catalogue",
    description:
      "Products, categories and brands as NDJSON or CSV in UTF-8, of at most 200 MB; docs/catalogue-files.md shows " +
      "both. What is known by its slug is brought to what the file says, but for stock, which only a new SKU is given. " +
      "A bad line fails alone. The answer comes once the file is received; a worker then takes it in.",
    access: "staff",
    streamedBody: Object.keys(formats),
    responses: {
      202: { description: "It is queued", schema: ImportId, headers: { Location: "Tells how far it is" } },
    },
    problems: {
      400: ["upload-broken-off"],
      413: ["body-too-large"],
      415: ["unsupported-content-encoding"],
      503: ["files-unavailable"],
    },
    handle: async (deps, { req, principal }) => {
      const format = formatOf(req);
      const received = await receiveImport(deps, { format, source: bodyOf(req), staffId: principal.userId });
      return reply(202, received, { Location: `${apiPrefix}/imports/${received.id}` });
    },
  }),
  defineRoute<Deps>()({
    method: "GET",
    path: "/imports/{id}",
    summary: "How far an import is",
    access: "staff",
    params: z.strictObject({ id: z.guid() }),
    responses: { 200: { description: "The import", schema: Import } },
    problems: { 404: ["unknown-import"] },
    handle: async (deps, { params }) => reply(200, await findImport(deps, params.id)),
  }),
];

/** @throws ProtocolError for what can be refused before a byte of it is read */
function formatOf({ headers }: IncomingMessage): FileFormat {
  const [type = "", ...parameters] = (headers["content-type"] ?? "").toLowerCase().split(";");
  if ((headers["content-encoding"] ?? "identity") !== "identity") {
    const detail = "Send the file as it is, without compression.";
    throw new ProtocolError(415, "unsupported-content-encoding", detail);
  }
  const charset = parameters.map((each) => /^\s*charset="?([^"]*)"?\s*$/.exec(each)?.[1]).find(Boolean);
  const format = formats[type.trim()];
  if (!format || (charset && !["utf-8", "utf8", "us-ascii"].includes(charset))) {
    throw new ProtocolError(415, "unsupported-media-type", "The file must be in UTF-8.");
  }
  if (Number(headers["content-length"] ?? 0) > largestFile) throw fileTooLarge();
  return format;
}

/** Leaves the request open when it is left early: who still sends must be able to read why it was refused. */
async function* bodyOf(request: IncomingMessage): AsyncGenerator<Buffer> {
  try {
    yield* request.iterator({ destroyOnReturn: false });
  } catch {
    throw new InvalidInput(
      [{ path: "", message: "The upload broke off" }],
      "upload-broken-off",
      "The upload broke off before its end: nothing of it is taken in.",
    );
  } finally {
    request.resume();
  }
}
