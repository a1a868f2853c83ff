import type { TokenPurpose } from "@shopeasy/contracts/internal/users";

const hours = 3_600_000;

/** How long a token works after it was asked for: the mightier it is, the shorter. */
const lifeMs = { "verify-email": 24 * hours, "reset-password": 1 * hours } as const satisfies Record<
  TokenPurpose,
  number
>;

/** At most so many mails of one purpose within an hour, so that nobody's mailbox can be flooded through us. */
const mailsAnHour = 3;

export const expiryOf = (purpose: TokenPurpose, now: Date) => new Date(now.getTime() + lifeMs[purpose]);

/** What was asked for before this counts no more. */
export const mailWindowStart = (now: Date) => new Date(now.getTime() - 1 * hours);

/** When the next mail may be asked for, after those of the last hour; undefined when now. */
export function nextMailAt(requestedAt: readonly Date[]): Date | undefined {
  const times = requestedAt.map((at) => at.getTime()).toSorted((one, other) => one - other);
  const leavesWindow = times.at(-mailsAnHour);
  return leavesWindow === undefined ? undefined : new Date(leavesWindow + 1 * hours);
}
