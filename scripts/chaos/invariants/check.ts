import type { Evidence } from "../evidence/evidence";
import { unequalBooks } from "./books";
import { doubles } from "./double";
import type { Finding } from "./finding";
import { lostOrders } from "./lost";
import { wrongMails } from "./mails";
import { oversold } from "./oversold";
import { unfinishedMatters } from "./unfinished";

export interface Verdict {
  findings: Finding[];
  /** Mails that a kill may repeat, and did. */
  repeatedByKills: string[];
}

/** Holds what the shop promises against what its databases, the payment gateway and the mails say. */
export function check(evidence: Evidence): Verdict {
  const mails = wrongMails(evidence);
  const findings = [
    ...lostOrders(evidence),
    ...doubles(evidence),
    ...oversold(evidence),
    ...unequalBooks(evidence),
    ...mails.findings,
    ...unfinishedMatters(evidence),
  ];
  return { findings, repeatedByKills: mails.repeatedByKills };
}
