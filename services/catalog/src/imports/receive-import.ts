import { AppError, ProtocolError, Unavailable } from "@shopeasy/platform/errors";
import { newId } from "@shopeasy/platform/ids";
import { imports } from "../db/schema";
import type { Deps } from "../deps";
import { deleteFile, type ImportFiles, keepFile } from "./import-files";
import type { FileFormat } from "./import-schemas";

/** 200 MB. */
export const largestFile = 200_000_000;

interface ReceivedFile {
  format: FileFormat;
  source: AsyncIterable<Buffer>;
  staffId: string;
}

/**
 * Keeps a file that staff send, as it comes, and queues it once it is whole: before that, nothing knows of it.
 * @throws ProtocolError 413 `body-too-large`; Unavailable `files-unavailable`; what the source throws
 */
export async function receiveImport(
  { database, importFiles, logger }: Pick<Deps, "database" | "importFiles" | "logger">,
  { format, source, staffId }: ReceivedFile,
): Promise<{ id: string }> {
  const id = newId();
  const bytes = await keep(importFiles, id, source);
  try {
    await database.db.insert(imports).values({ id, format, staffId, bytes });
  } catch (error) {
    await deleteFile(importFiles, id).catch(() => {});
    throw error;
  }
  logger.info("import.queued", { importId: id, format, bytes, staffId });
  return { id };
}

/** Gives its size. */
async function keep(files: ImportFiles, id: string, source: AsyncIterable<Buffer>): Promise<number> {
  let bytes = 0;
  async function* counted() {
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > largestFile) throw fileTooLarge();
      yield chunk;
    }
  }
  try {
    await keepFile(files, id, counted());
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new Unavailable("files-unavailable", "No file can be kept just now.", {}, { cause: error });
  }
  return bytes;
}

export const fileTooLarge = () => new ProtocolError(413, "body-too-large", "The file is larger than 200 MB.");
