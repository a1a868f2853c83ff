import type { Role } from "@shopeasy/contracts/conventions";

/** What an account may do, and whether it may do anything. */
export interface Standing {
  role: Role;
  disabledAt: Date | null;
}

export const isActiveAdmin = ({ role, disabledAt }: Standing): boolean =>
  role === "admin" && disabledAt === null;

/** An account's standing after changes; disabling what is disabled leaves the time of it. */
export function standingAfter(
  present: Standing,
  changes: { role?: Role | undefined; disabled?: boolean | undefined },
  now: Date,
): Standing {
  const { role = present.role, disabled = present.disabledAt !== null } = changes;
  return { role, disabledAt: disabled ? (present.disabledAt ?? now) : null };
}
