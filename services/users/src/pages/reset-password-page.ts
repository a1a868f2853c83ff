import { apiPrefix } from "@shopeasy/contracts/route-table";
import { html } from "@shopeasy/platform/html";
import { checkMark, padlock } from "@shopeasy/platform/pages/marks";
import type { Page } from "@shopeasy/platform/pages/page";
import { shortestPassword } from "../passwords/password-rules";

/** Where the page's form is sent to. */
export const resetPasswordForm = "/auth/password/reset/form";

/** Asks for a new password; `fault` says, in a sentence, why the last one was not taken. */
export const resetPasswordPage = (token: string, fault?: string): Page => ({
  title: fault === undefined ? "Choose a new password" : "Not taken: choose a new password",
  content: html`${padlock}
<h1>Choose a new password</h1>
<p>You will be signed out everywhere, and sign in with the new password.</p>
<form method="post" action="${apiPrefix}${resetPasswordForm}">
${fault !== undefined && html`<p class="fault" id="fault" role="alert">${fault}</p>`}
<input type="hidden" name="token" value="${token}">
<label for="password">New password</label>
<div class="${fault === undefined ? "field" : "field wrong"}">
<input id="password" name="password" type="password" autocomplete="new-password" autocapitalize="off" spellcheck="false" required autofocus aria-describedby="${fault === undefined ? "rules" : "fault rules"}"${fault !== undefined && html` aria-invalid="true"`}>
<button class="show" type="button" data-shows="password" hidden>Show<span class="unseen"> password</span></button>
</div>
<p class="hint" id="rules">At least ${shortestPassword} characters of any kind, and not one that is guessed first. A few words that only you would put together are good.</p>
<button class="do">Set new password</button>
</form>
<p class="quiet">You did not ask for this? Then just close this page: your password stays as it is.</p>`,
});

export const passwordResetPage: Page = {
  title: "You have a new password",
  content: html`${checkMark}
<h1>You have a new password</h1>
<p>You were signed out everywhere. Sign in with your new password; you can close this page.</p>`,
};
