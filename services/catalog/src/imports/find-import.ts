import { NotFound } from "@shopeasy/platform/errors";
import { asc, eq } from "drizzle-orm";
import { importErrors, imports } from "../db/schema";
import type { Deps } from "../deps";
import { type Import, mostErrorsKept } from "./import-schemas";

/** @throws NotFound `unknown-import` */
export async function findImport({ database: { db } }: Pick<Deps, "database">, id: string): Promise<Import> {
  const [found] = await db.select().from(imports).where(eq(imports.id, id));
  if (!found) throw new NotFound("unknown-import", "There is no such import.");
  const errors = await db
    .select({ line: importErrors.line, message: importErrors.message })
    .from(importErrors)
    .where(eq(importErrors.importId, id))
    .orderBy(asc(importErrors.line), asc(importErrors.id))
    .limit(mostErrorsKept);
  const { format, status, message, bytes, total, created, updated, failed } = found;
  return {
    ...{ id, format, status, message, bytes, total, created, updated, failed, errors },
    bytesDone: status === "completed" ? bytes : found.nextByte,
    createdAt: found.createdAt.toISOString(),
    startedAt: found.startedAt?.toISOString() ?? null,
    finishedAt: found.finishedAt?.toISOString() ?? null,
  };
}
