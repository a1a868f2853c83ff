import { setTimeout as pause } from "node:timers/promises";
import { runningProcess } from "../../cloud/process-table";
import type { SeparateShop } from "../../shop/separate-shop";
import type { MailStore } from "../evidence/mail-store";

import { calmPayments, troublePayments } from "./payment-troubles";
import type { Blow, Victim } from "./schedule";

/** A process that was killed, and when. */
export interface Kill {
  victim: Victim;
  at: Date;
}

export interface Strikes {
  kills: Kill[];
  /** Faults of the payment gateway, by their names. */
  troubles: string[];
  /** Blows that met nobody: their process was just being started again. */
  missed: number;
}

interface StrikeSetting {
  shop: SeparateShop;
  mails: MailStore;
  blows: readonly Blow[];
  signal: AbortSignal;
  say: (line: string) => void;
}

/** Deals the blows, each at its time, and then has the payment gateway behave well again. */
export async function strike({ shop, mails, blows, signal, say }: StrikeSetting): Promise<Strikes> {
  const strikes: Strikes = { kills: [], troubles: [], missed: 0 };
  const startedAt = performance.now();
  for (const blow of blows) {
    const waitMs = startedAt + blow.atMs - performance.now();
    if (waitMs > 0) await pause(waitMs, undefined, { signal }).catch(() => {});
    if (signal.aborted) break;
    const met = blow.kind === "kill" ? kill(shop, mails, blow.victim) : await trouble(shop, blow);
    const what = blow.kind === "kill" ? `kill -9 ${blow.victim}` : `the payment gateway ${blow.trouble.name}`;
    if (!met) strikes.missed += 1;
    else if (blow.kind === "kill") strikes.kills.push({ victim: blow.victim, at: new Date() });
    else strikes.troubles.push(blow.trouble.name);
    say(`  ${clock(blow.atMs)}  ${what}${met ? "" : " (missed: it is not up)"}`);
  }
  return strikes;
}

/** As it goes on for as long as a fault is left, and a stand-in that was killed has forgotten them. */
export async function calm(shop: SeparateShop): Promise<void> {
  await calmPayments(shop.run().endpoints.payments ?? "");
}

async function trouble(shop: SeparateShop, blow: Extract<Blow, { kind: "payments" }>): Promise<boolean> {
  const { payments = "" } = shop.run().endpoints;
  return troublePayments(payments, blow.trouble).then(
    () => true,
    () => false,
  );
}

function kill(shop: SeparateShop, mails: MailStore, victim: Victim): boolean {
  const pid = shop.run().processes.find(({ name }) => name === victim)?.pid ?? 0;
  // The file names a process that has just ended until its successor is up.
  if (!isOfShop(pid)) return false;
  if (victim === "cloud") mails.keep();
  try {
    process.kill(pid, "SIGKILL");
    return true;
  } catch {
    return false;
  }
}

/** Process ids are given again: what is killed is a program of a shop, or its PostgreSQL. */
const isOfShop = (pid: number): boolean =>
  pid > 0 && /scripts\/shop\/child\.js|bin\/postgres/.test(runningProcess(pid)?.commandLine ?? "");

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`.padStart(5);
}
