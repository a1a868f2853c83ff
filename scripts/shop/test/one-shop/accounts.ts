import { randomUUID } from "node:crypto";
import { eventually } from "@shopeasy/testing/eventually";
import { leaks } from "../secrets";
import { local } from "./shop";

interface Mail {
  to: string[];
  subject: string;
  text: string;
}

/** The one mail of a subject to an address, once it has come. */
async function mailTo(email: string, subject: string): Promise<Mail> {
  let found: Mail | undefined;
  await eventually(
    async () => {
      const mails = (await (await fetch(`${local.shop.url}/console/mail.json`)).json()) as Mail[];
      const mine = mails.filter((mail) => mail.to.includes(email) && mail.subject === subject);
      expect(mine).toHaveLength(1);
      [found] = mine;
    },
    { withinMs: 15_000 },
  );
  if (!found) throw new Error("The mail has come and gone");
  return found;
}

/** What a mail links to, and the token in it, which nobody else may know. */
function linkIn({ text }: Mail): { link: string; token: string } {
  const [link = ""] = /http\S+/.exec(text) ?? [];
  const token = new URL(link).searchParams.get("token") ?? "";
  local.client.secrets.add(token);
  return { link, token };
}

test("a customer verifies her address, forgets her password, and chooses a new one by the links of her mails", async () => {
  const { call, secrets } = local.client;
  const newPassword = `six purple kites ${randomUUID()}`;
  secrets.add(newPassword);
  const { email, token: accessToken, password } = await local.client.register();

  const verification = linkIn(await mailTo(email, "Confirm your e-mail address"));
  const page = await fetch(verification.link);
  const { body: before } = await call("GET", "/users/me", { token: accessToken });
  const verified = await call("POST", "/auth/verify-email", { body: { token: verification.token } });
  const { body: after } = await call("GET", "/users/me", { token: accessToken });

  expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
  expect([before.emailVerified, verified.status, after.emailVerified]).toEqual([false, 204, true]);

  const forgot = await call("POST", "/auth/password/forgot", { body: { email } });
  const { link, token } = linkIn(await mailTo(email, "Choose a new password"));
  const form = await fetch(link);
  const reset = await fetch(`${local.shop.url}/api/v1/auth/password/reset/form`, {
    method: "POST",
    body: new URLSearchParams({ token, password: newPassword }),
  });
  const old = await call("POST", "/auth/login", { body: { email, password } });
  const fresh = await call("POST", "/auth/login", { body: { email, password: newPassword } });
  const again = await call("POST", "/auth/password/reset", { body: { token, password: newPassword } });

  expect([forgot.status, form.status, reset.status]).toEqual([202, 200, 200]);
  expect([old.status, fresh.status, again.status]).toEqual([401, 200, 410]);
  await mailTo(email, "Your password was changed");
});

test("nobody is written to at an address that has no account", async () => {
  const email = `nobody-${randomUUID()}@example.test`;
  const { email: known } = await local.client.register();

  const answers = await Promise.all(
    [email, known].map((each) =>
      local.client.call("POST", "/auth/password/forgot", { body: { email: each } }),
    ),
  );

  expect(answers.map(({ status, body }) => [status, body])).toEqual(Array(2).fill([202, null]));
  await mailTo(known, "Choose a new password");
  const mails = (await (await fetch(`${local.shop.url}/console/mail.json`)).json()) as Mail[];
  expect(mails.filter(({ to }) => to.includes(email))).toEqual([]);
});

test("logs and traces hold no token of a mail, no password and no address", async () => {
  expect(await leaks(local.shop, local.client)).toEqual([]);
}, 60_000);
