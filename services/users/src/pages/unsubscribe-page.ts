import { html } from "@shopeasy/platform/html";
import { checkMark, clock, envelope } from "@shopeasy/platform/pages/marks";
import { type Page, shown } from "@shopeasy/platform/pages/page";
import type { Deps } from "../deps";
import { unsubscribe } from "../unsubscribing/unsubscribe";
import { userOfUnsubscribeToken } from "../unsubscribing/unsubscribe-token";

/** The page of a mail's link. It changes nothing: programs that look into mails open every link. */
export const showUnsubscribing = (key: Buffer, token: string) =>
  userOfUnsubscribeToken(key, token) ? shown(200, unsubscribePage(token)) : shown(410, noLinkOfOurs);

/** What its button does, and that of a mail program. */
export async function answerUnsubscribing(
  deps: Pick<Deps, "database" | "clock" | "logger" | "tokenKey">,
  token: string,
) {
  const userId = userOfUnsubscribeToken(deps.tokenKey, token);
  if (!userId) return shown(410, noLinkOfOurs);
  await unsubscribe(deps, userId);
  return shown(200, unsubscribedPage);
}

const stillSent = "Mails about your orders, your account and your questions still come: they belong to them.";

const unsubscribePage = (token: string): Page => ({
  title: "Get no more of these mails",
  content: html`${envelope}
<h1>No more of these mails?</h1>
<p>You then get none of our suggestions and requests for reviews any more.</p>
<form method="post" action="/unsubscribe?token=${encodeURIComponent(token)}">
<button class="do">Unsubscribe</button>
</form>
<p class="quiet">${stillSent}</p>`,
});

const unsubscribedPage: Page = {
  title: "You are unsubscribed",
  content: html`${checkMark}
<h1>You are unsubscribed</h1>
<p>You get no more of these mails. You can agree to them again in your account at any time.</p>
<p class="quiet">${stillSent}</p>`,
};

const noLinkOfOurs: Page = {
  title: "This link does not work",
  content: html`${clock}
<h1>This link does not work</h1>
<p>Some of it may have been cut off. Open the link in the mail once more, or change what you get in your account.</p>`,
};
