import { createHash } from "node:crypto";
import { aCustomer, codeOf } from "./customers";
import { forgottenBy, mailedToken } from "./mailed-tokens";
import { type RunningUsers, runUsers } from "./running-users";

const better = "six purple kites at dusk";

describe("the pages that mails link to", () => {
  let users: RunningUsers;
  beforeAll(async () => {
    users = await runUsers();
  });
  afterAll(() => users.stop());

  const open = (path: string) => users.api.get(path);
  const send = (path: string, fields: Record<string, string>) =>
    users.api.post(path).type("form").send(fields);
  const isVerified = async ({ email, password }: { email: string; password: string }) => {
    const { body } = await users.api.post("/auth/login").send({ email, password }).expect(200);
    return body.user.emailVerified;
  };
  /** Presses the button of a page, without JavaScript: what is filled in goes where the form says. */
  function submit(page: string, typed: Record<string, string> = {}) {
    const [, action = ""] = /<form method="post" action="\/api\/v1([^"]+)"/.exec(page) ?? [];
    const [, token = ""] = /name="token" value="([^"]*)"/.exec(page) ?? [];
    return send(action, { token, ...typed });
  }

  it("verify an address by their button, and not by being opened", async () => {
    const customer = await aCustomer(users);
    const token = await mailedToken(users, customer, "verify-email");

    const page = await open(`/auth/verify-email?token=${token}`).expect(200);
    await open(`/auth/verify-email?token=${token}`).expect(200);
    const opened = await isVerified(customer);
    const done = await submit(page.text).expect(200);

    expect(opened).toBe(false);
    expect(done.text).toContain("Your address is confirmed");
    expect(await isVerified(customer)).toBe(true);
  });

  it("set a new password by their form", async () => {
    const customer = await aCustomer(users);
    const token = await forgottenBy(users, customer);

    const page = await open(`/auth/password/reset?token=${token}`).expect(200);
    const done = await submit(page.text, { password: better }).expect(200);

    expect(done.text).toContain("You have a new password");
    await users.api.post("/auth/login").send({ email: customer.email, password: better }).expect(200);
  });

  it("say what is wrong with a password, show none that was typed, and take a better one", async () => {
    const customer = await aCustomer(users);
    const page = await open(`/auth/password/reset?token=${await forgottenBy(users, customer)}`).expect(200);

    const short = await submit(page.text, { password: "eleven char" }).expect(400);
    const common = await submit(short.text, { password: "Password1234!" }).expect(400);
    const personal = await submit(common.text, { password: customer.email }).expect(400);
    const none = await submit(personal.text).expect(400);

    expect(short.text).toContain('role="alert">The password must be at least 12 characters long.</p>');
    expect(common.text).toContain('role="alert">The password ');
    expect(personal.text).toContain('role="alert">The password ');
    expect(short.text).toContain('aria-invalid="true"');
    expect(short.text + common.text + personal.text).not.toMatch(/eleven char|Password1234!/);
    await submit(none.text, { password: better }).expect(200);
  });

  it.each([["/auth/verify-email"], ["/auth/password/reset"]])(
    "at %s say that a link works no longer, whatever is wrong with it",
    async (path) => {
      const links = [path, `${path}?token=`, `${path}?token=made-up`, `${path}?token=${"a".repeat(4_000)}`];

      for (const link of links) {
        const { text } = await open(link)
          .expect(410)
          .expect("content-type", /^text\/html/);
        expect(text).toContain("This link works no longer");
        expect(text).not.toContain("<form");
      }
      const forms: Record<string, string>[] = [
        {},
        { token: "made-up", password: better },
        { token: "a".repeat(4_000) },
      ];
      for (const fields of forms) {
        const { text } = await send(`${path}/form`, fields).expect(410);
        expect(text).toContain("This link works no longer");
      }
    },
  );

  it("say so too for a token that was used", async () => {
    const customer = await aCustomer(users);
    const token = await mailedToken(users, customer, "verify-email");
    const page = await open(`/auth/verify-email?token=${token}`).expect(200);
    await submit(page.text).expect(200);

    await submit(page.text).expect(410);
    await open(`/auth/verify-email?token=${token}`).expect(410);
  });

  it("let nothing in a link or form become markup", async () => {
    const hostile = `"><script>alert(1)</script>`;

    const opened = await open(`/auth/password/reset?token=${encodeURIComponent(hostile)}`);
    const sent = await send("/auth/password/reset/form", { token: hostile, password: "short" });

    expect(opened.text).not.toContain("alert(1)");
    expect(sent.text).not.toContain("<script>alert");
    expect(sent.text).toContain("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
  });

  it("may run and show nothing but what they bring, and tell nobody the address that was opened", async () => {
    const { headers, text } = await open(
      `/auth/password/reset?token=${await forgottenBy(users, await aCustomer(users))}`,
    );

    const hashOf = (element: string) => {
      const [, content = ""] = new RegExp(`<${element}>([^]*)</${element}>`).exec(text) ?? [];
      return createHash("sha256").update(content).digest("base64");
    };
    expect(headers["content-security-policy"]?.split("; ")).toEqual([
      "default-src 'none'",
      `style-src 'sha256-${hashOf("style")}'`,
      `script-src 'sha256-${hashOf("script")}'`,
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ]);
    expect(headers).toMatchObject({
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-robots-tag": "noindex, nofollow",
      "x-frame-options": "DENY",
    });
    expect(text).not.toMatch(/(?:src|href)=|style="|url\(| on\w+="/);
  });

  it("refuse a form that is too large", async () => {
    const refused = await send("/auth/password/reset/form", { token: "a", password: "a".repeat(20_000) });

    expect([refused.status, codeOf(refused)]).toEqual([413, "body-too-large"]);
  });
});
