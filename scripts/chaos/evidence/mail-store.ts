import { existsSync, linkSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A mail that the shop sent. */
export interface SentMail {
  to: string[];
  subject: string;
  at: Date;
}

/** How many mails the cloud keeps when it starts again. */
const keptOverRestart = 1_000;

/** All mails of a run, in the order in which they were sent, also those that the cloud forgets when it is killed. */
export class MailStore {
  private readonly kept: string[] = [];

  constructor(private readonly dataDir: string) {}

  /** Call it before the cloud is killed: its next start rewrites the file, and this keeps the one before. */
  keep(): void {
    const copy = `${this.file}.before-kill-${this.kept.length + 1}`;
    if (!existsSync(this.file)) return;
    linkSync(this.file, copy);
    this.kept.push(copy);
  }

  read(): SentMail[] {
    let mails: SentMail[] = [];
    let repeated = 0;
    for (const file of [...this.kept, this.file]) {
      const found = mailsIn(file);
      mails = [...mails, ...found.slice(repeated)];
      repeated = Math.min(keptOverRestart, found.length);
    }
    return mails;
  }

  private get file(): string {
    return join(this.dataDir, "cloud/mails.ndjson");
  }
}

function mailsIn(file: string): SentMail[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line) => {
      try {
        const { to, subject, at } = JSON.parse(line) as { to: string[]; subject: string; at: string };
        return [{ to, subject, at: new Date(at) }];
      } catch {
        // The last line may have been cut short: nobody was told of that mail.
        return [];
      }
    });
}
