import type { FlagDeclaration } from "@shopeasy/contracts/flag-declaration";
import { z } from "zod";

const about = { owner: "tests", what: "Is tried.", since: "2026-01-01" };

/** Flags for tests: one of each kind, and a structured one. */
export const declared = {
  "new-search": { kind: "release", value: z.boolean(), default: false, removeBy: "2027-01-01", ...about },
  recommendations: { kind: "kill-switch", value: z.boolean(), default: true, ...about },
  "page-size": { kind: "operations", value: z.int().min(1).max(100), default: 20, ...about },
  greeting: { kind: "operations", value: z.string(), default: "hello", ...about },
  limits: {
    kind: "operations",
    value: z.strictObject({ most: z.int().min(0).default(10) }),
    default: {},
    ...about,
  },
} satisfies Record<string, FlagDeclaration>;

/** A flag in flagd's format that is on or off. */
export const onOrOff = (isOn: boolean, targeting?: Record<string, unknown>) => ({
  state: "ENABLED",
  variants: { on: true, off: false },
  defaultVariant: isOn ? "on" : "off",
  ...(targeting && { targeting }),
});

/** A configuration of these flags, as text. */
export const configured = (flags: Record<string, unknown>) => JSON.stringify({ flags });

/** On for so many of a hundred, the same ones each time. */
export const shareOf = (percent: number) => ({
  fractional: [
    ["on", percent],
    ["off", 100 - percent],
  ],
});
