import { z } from "zod";

/** The key of the property that tells a page as ours. */
export const markKey = "shopeasy-docs";

/** What is remembered with a page of ours. */
export const markSchema = z.object({
  path: z.string(),
  hash: z.string(),
  /** Of the page, as we wrote it: where it has a higher one, somebody else changed it. */
  version: z.number(),
  /** When the commit was made that it is from: an older one does not overwrite it. */
  committedAt: z.iso.datetime(),
  /** Hashes of the pictures that it has, by their names. */
  attachments: z.record(z.string(), z.string()),
});

export type Mark = z.infer<typeof markSchema>;
