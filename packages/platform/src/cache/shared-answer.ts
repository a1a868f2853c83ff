import { z } from "zod";
import type { StoredAnswer } from "./stored-answer";

/** An answer that another instance made. */
export interface SharedAnswer {
  readonly answer: StoredAnswer;
  readonly tags: readonly string[];
  /** When its making began, in epoch milliseconds by its maker's clock. */
  readonly began: number;
}

/** A second tier, which all instances of one release share. Neither ever rejects or takes long. */
export interface SharedAnswers {
  read(address: string): Promise<SharedAnswer | undefined>;
  write(address: string, shared: SharedAnswer): void;
}

/** What may stand in a header. */
const headerText = z.string().regex(/^[\x20-\x7e]{1,1000}$/);

const Stored = z.strictObject({
  route: z.string().max(1_000),
  content: z.base64(),
  contentType: headerText,
  etag: headerText,
  cacheControl: headerText,
  tags: z.array(z.string().max(200)).max(1_000),
  began: z.number().int().positive(),
});

export function encodeShared({ answer, tags, began }: SharedAnswer): string {
  const { route, content, contentType, etag, cacheControl } = answer;
  const stored: z.input<typeof Stored> = {
    route,
    content: content.toString("base64"),
    contentType,
    etag,
    cacheControl,
    tags: [...tags],
    began,
  };
  return JSON.stringify(stored);
}

/** Undefined for anything but what `encodeShared` gave. */
export function decodeShared(text: string): SharedAnswer | undefined {
  const parsed = Stored.safeParse(jsonOf(text));
  if (!parsed.success) return undefined;
  const { content, tags, began, ...rest } = parsed.data;
  return { answer: { ...rest, content: Buffer.from(content, "base64") }, tags, began };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
