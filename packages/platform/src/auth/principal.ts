export const roles = ["customer", "staff", "admin"] as const;
export type Role = (typeof roles)[number];

/** Somebody signed in, as the access token says. */
export interface UserPrincipal {
  kind: "user";
  userId: string;
  role: Role;
  sessionId: string;
}

/** Who calls. */
export type Principal = { kind: "anonymous" } | UserPrincipal;

export const anonymous: Principal = { kind: "anonymous" };

/** Whether this is staff (an admin is staff, too). */
export const isStaff = (principal: Principal): boolean =>
  principal.kind === "user" && (principal.role === "staff" || principal.role === "admin");
