import type { Document } from "../pages/read-documents";

/** What a page is rendered among. */
export interface RenderSetting {
  root: string;
  documents: readonly Document[];
  /** Where files of the repository are shown that are no pages; null where that is unknown. */
  sourceUrl: string | null;
}
