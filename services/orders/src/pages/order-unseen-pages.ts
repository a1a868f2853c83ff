import { html } from "@shopeasy/platform/html";
import { clock, padlock } from "@shopeasy/platform/pages/marks";
import type { Page } from "@shopeasy/platform/pages/page";

/** For who has no token: the same, whatever order was asked for. */
export const signInPage: Page = {
  title: "Sign in to see your order",
  content: html`${padlock}
<h1>Sign in to see your order</h1>
<p>Orders of an account are shown to who is signed in to it: sign in at the shop, and open it among your orders.</p>
<p class="quiet">You ordered as a guest? Then open the link in one of our mails about the order: it holds the key to it.</p>`,
};

export const orderNotFoundPage: Page = {
  title: "This link opens no order",
  content: html`${clock}
<h1>This link opens no order</h1>
<p>Some of it may have been cut off: open the link in our mail once more, or copy all of it.</p>`,
};
