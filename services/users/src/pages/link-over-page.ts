import type { TokenPurpose } from "@shopeasy/contracts/internal/users";
import { html } from "@shopeasy/platform/html";
import { clock } from "@shopeasy/platform/pages/marks";
import type { Page } from "@shopeasy/platform/pages/page";

const advice = {
  "verify-email":
    "If you have confirmed your address already, all is well. Otherwise sign in and ask for another mail.",
  "reset-password": "If you still need a new password, ask for another mail where you sign in.",
} as const satisfies Record<TokenPurpose, string>;

/** For a token that was used, has expired, was superseded, or is none at all. */
export const linkOverPage = (purpose: TokenPurpose): Page => ({
  title: "This link works no longer",
  content: html`${clock}
<h1>This link works no longer</h1>
<p>A link works once, for a limited time, and only until a newer one is sent.</p>
<p>${advice[purpose]}</p>`,
});
