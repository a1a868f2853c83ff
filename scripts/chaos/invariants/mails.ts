import { type Evidence, isDead } from "../evidence/evidence";
import type { SentMail } from "../evidence/mail-store";
import type { Kill } from "../killers/strike";
import { type Finding, grouped } from "./finding";

const confirmation = /^Your order (SE-\S+)$/;
/** Whatever else is written about an order, as that it was refunded. */
const aboutOrder = /\bSE-\d{4}-/;
/** Who sends a mail, and where it is noted as sent: what dies in between may send it again. */
const senders: readonly string[] = ["notifications", "cloud"];
const betweenMs = 5_000;

export interface MailFindings {
  findings: Finding[];
  /** Of these mails, `address subject`, each went out again after a kill between it and its note: known, and allowed. */
  repeatedByKills: string[];
}

type MailEvidence = Pick<Evidence, "orders" | "mails" | "kills">;

export const isConfirmation = ({ subject }: SentMail): boolean => confirmation.test(subject);

/** One confirmation for each order that was paid, to its customer, and none for any other; no mail about an order twice. */
export function wrongMails(evidence: MailEvidence): MailFindings {
  const repeated = repeatedMails(evidence);
  return { ...repeated, findings: [...wrongConfirmations(evidence), ...repeated.findings] };
}

function wrongConfirmations({ orders, mails }: MailEvidence): Finding[] {
  const findings: Finding[] = [];
  const sent = grouped(mails, ({ subject }) => confirmation.exec(subject)?.[1]);
  for (const order of orders) {
    const { number, email, paidAt } = order;
    const confirmations = sent.get(number) ?? [];
    sent.delete(number);
    if (paidAt === null && confirmations.length > 0)
      findings.push(wrong(number, "was confirmed, and never paid"));
    if (paidAt !== null && confirmations.length === 0 && !isDead(order))
      findings.push(wrong(number, "is paid, and nobody was told"));
    if (confirmations.some(({ to }) => to.length !== 1 || to[0] !== email))
      findings.push(wrong(number, "was confirmed to somebody else"));
  }
  for (const number of sent.keys()) findings.push(wrong(number, "was confirmed, and is no order"));
  return findings;
}

function repeatedMails({ mails, kills }: MailEvidence): MailFindings {
  const findings: Finding[] = [];
  const repeatedByKills: string[] = [];
  const same = grouped(mails, ({ to, subject }) => (aboutOrder.test(subject) ? `${to} ${subject}` : null));
  for (const [mail, sent] of same) {
    if (sent.length < 2) continue;
    if (isByKills(sent, kills)) repeatedByKills.push(mail);
    else findings.push(wrong(mail, `was sent ${sent.length} times`));
  }
  return { findings, repeatedByKills };
}

/** Whether each but the last was sent just before a kill. */
function isByKills(sent: readonly SentMail[], kills: readonly Kill[]): boolean {
  const deaths = kills.filter(({ victim }) => senders.includes(victim)).map(({ at }) => at.getTime());
  return sent.slice(0, -1).every(({ at }) => {
    // Mails tell whole seconds.
    const sentAt = at.getTime() - 1_000;
    return deaths.some((diedAt) => diedAt >= sentAt && diedAt <= sentAt + betweenMs);
  });
}

const wrong = (id: string, what: string): Finding => ({ rule: "mails", id, what });
