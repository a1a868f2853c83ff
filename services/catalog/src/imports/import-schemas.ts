import { Timestamp } from "@shopeasy/contracts/conventions";
import { z } from "zod";

/** How a catalogue is written down in a file. */
export const FileFormat = z.enum(["ndjson", "csv"]).meta({ id: "FileFormat" });
export type FileFormat = z.infer<typeof FileFormat>;

export const ImportStatus = z.enum(["queued", "running", "completed", "failed"]).meta({ id: "ImportStatus" });
export type ImportStatus = z.infer<typeof ImportStatus>;

/** More would drown what matters: `failed` tells how many there are. */
export const mostErrorsKept = 1_000;

export const ImportId = z.strictObject({ id: z.uuid() }).meta({
  id: "ImportId",
  example: { id: "0190a000-0000-7000-8000-000000000042" },
});

export const Import = z
  .strictObject({
    id: z.uuid(),
    format: FileFormat,
    status: ImportStatus,
    message: z.string().nullable().describe("Why the import failed as a whole."),
    bytes: z.int().describe("The size of the file."),
    bytesDone: z.int().describe("How much of it is dealt with."),
    total: z
      .int()
      .describe(
        "Lines dealt with so far, and in the end all: blank ones and a CSV file's header don't count.",
      ),
    created: z.int().describe("Products, categories and brands that are new here."),
    updated: z
      .int()
      .describe("Products, categories and brands that were here, brought to what the file says."),
    failed: z
      .int()
      .describe("Products, categories and brands that were refused, and lines that can't be read."),
    errors: z
      .array(z.strictObject({ line: z.int(), message: z.string() }))
      .max(mostErrorsKept)
      .describe(`What is wrong with which line: the first ${mostErrorsKept}.`),
    createdAt: Timestamp,
    startedAt: Timestamp.nullable(),
    finishedAt: Timestamp.nullable(),
  })
  .meta({
    id: "Import",
    example: {
      id: "0190a000-0000-7000-8000-000000000042",
      format: "ndjson",
      status: "completed",
      message: null,
      bytes: 5_242,
      bytesDone: 5_242,
      total: 12,
      created: 9,
      updated: 2,
      failed: 1,
      errors: [{ line: 7, message: "category: is not the slug of a category" }],
      createdAt: "2026-01-31T12:00:00.000Z",
      startedAt: "2026-01-31T12:00:01.000Z",
      finishedAt: "2026-01-31T12:00:02.000Z",
    },
  });
export type Import = z.infer<typeof Import>;
