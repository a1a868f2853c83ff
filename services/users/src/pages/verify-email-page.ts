import { apiPrefix } from "@shopeasy/contracts/route-table";
import { html } from "@shopeasy/platform/html";
import { checkMark, envelope } from "@shopeasy/platform/pages/marks";
import type { Page } from "@shopeasy/platform/pages/page";

/** Where the page's form is sent to. */
export const verifyEmailForm = "/auth/verify-email/form";

/** Asks for a click: programs that look into mails open every link, and must not verify anything by it. */
export const verifyEmailPage = (token: string): Page => ({
  title: "Confirm your e-mail address",
  content: html`${envelope}
<h1>Confirm your address</h1>
<p>One more step: confirm that the e-mail address which our mail came to is yours.</p>
<form method="post" action="${apiPrefix}${verifyEmailForm}">
<input type="hidden" name="token" value="${token}">
<button class="do">Confirm address</button>
</form>
<p class="quiet">You did not make an account at ShopEasy? Then just close this page.</p>`,
});

export const emailVerifiedPage: Page = {
  title: "Your address is confirmed",
  content: html`${checkMark}
<h1>Your address is confirmed</h1>
<p>Thank you. There is nothing more to do: you can close this page.</p>`,
};
