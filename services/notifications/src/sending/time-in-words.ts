/** `January 31, 2026 at 1:00 PM UTC`. */
export const timeInWords = (at: string): string => `${times.format(new Date(at))} UTC`;

/** `January 31, 2026`, by UTC. */
export const dateInWords = (at: string): string => dates.format(new Date(at));

// Making one takes far longer than all the rest of a mail.
const times = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
const dates = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" });
