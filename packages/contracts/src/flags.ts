import { z } from "zod";
import {
  Faults,
  type FlagDeclarations,
  LogLevels,
  Maintenance,
  type PlatformFlags,
} from "./flag-declaration";

/**
 * Every flag of the shop. What they say now comes from a file or AppConfig, in flagd's format (docs/flags.md); what is
 * not said there is as it is here.
 */
export const shopFlags = {
  maintenance: {
    kind: "operations",
    value: Maintenance,
    default: { planned: null },
    owner: "platform",
    what: "Announces maintenance, and while it lasts has the services that it names refuse to write.",
    since: "2026-11-21",
  },
  faults: {
    kind: "operations",
    value: Faults,
    default: { programs: [] },
    owner: "platform",
    what: "For drills: a service, or one version of it, fails, is slow, leaks, can't reach a part or handle messages. Never in production.",
    since: "2026-11-21",
  },
  "log-levels": {
    kind: "operations",
    value: LogLevels,
    default: { programs: [] },
    owner: "platform",
    what: "How much a service, one of its programs or one version of it writes to its log, and how many reads it leaves out.",
    since: "2026-11-21",
  },
  "related-products": {
    kind: "kill-switch",
    value: z.boolean(),
    default: true,
    owner: "catalog",
    what: "Off, a product has no related ones: its page needs one statement less, the dearest of all.",
    since: "2026-11-21",
  },
  "search-suggestions": {
    kind: "kill-switch",
    value: z.boolean(),
    default: true,
    owner: "catalog",
    what: "Off, the search box completes nothing: no statement for every letter that somebody types.",
    since: "2026-11-21",
  },
  "search-facets": {
    kind: "kill-switch",
    value: z.boolean(),
    default: true,
    owner: "catalog",
    what: "Off, lists of products come without facets, though they are asked for: these read all that match.",
    since: "2026-11-21",
  },
  "webhook-deliveries": {
    kind: "kill-switch",
    value: z.boolean(),
    default: true,
    owner: "orders",
    what: "Off, webhooks are not called. What is due waits, and goes out when it is on again.",
    since: "2026-11-21",
  },
  "search-sold-out-last": {
    kind: "release",
    value: z.boolean(),
    default: false,
    owner: "catalog",
    what: "By relevance, what can be bought comes before what is sold out. By customer; guests see it when it is on for all.",
    since: "2026-11-21",
    removeBy: "2027-02-28",
  },
} satisfies PlatformFlags & FlagDeclarations;

export type ShopFlags = typeof shopFlags;
