import { z } from "zod";
import { catalogueTag, productTag } from "./tags";

/** On which the database tells changes as they commit; the migration `changes-told` says what. */
export const changesChannel = "catalogue_changes";

const ProductIds = z.array(z.guid());

/** The tags of what has changed; undefined where anything may have, as after what only a newer release tells. */
export function changedTags(payload: string): string[] | undefined {
  if (payload === "lists") return [catalogueTag];
  const ids = ProductIds.safeParse(payload.split(","));
  return ids.success ? [catalogueTag, ...ids.data.map(productTag)] : undefined;
}
