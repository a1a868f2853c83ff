import { createHash } from "node:crypto";
import { z } from "zod";

const Mail = z.object({
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  /** When it was sent, RFC 3339 in UTC. */
  at: z.string(),
});
export type Mail = z.infer<typeof Mail>;

/** A mail with a name to call it by, which stays when others arrive. */
export interface NamedMail extends Mail {
  id: string;
}

const withinMs = 3_000;

/** All mails that the embedded SES has taken, newest first. Throws when it does not answer. */
export async function readInbox(sesEndpoint: string): Promise<Mail[]> {
  const answer = await fetch(new URL("/mails", sesEndpoint), { signal: AbortSignal.timeout(withinMs) });
  if (!answer.ok) throw new Error(`The mail inbox answered ${answer.status}`);
  return z.array(Mail).parse(await answer.json());
}

export function named(mail: Mail): NamedMail {
  const id = createHash("sha256").update(JSON.stringify(mail)).digest("hex").slice(0, 16);
  return { ...mail, id };
}
