import { mailsTo } from "@shopeasy/testing/cloud";
import { freePort } from "@shopeasy/testing/free-port";
import {
  anAddress,
  aRecord,
  type NotificationsGround,
  notificationsGround,
  publicUrl,
} from "./notifications-ground";

const all = { batchItemFailures: [] };

describe("the mails about an account", () => {
  let ground: NotificationsGround;
  beforeAll(async () => {
    ground = await notificationsGround();
  });
  afterAll(() => ground.close());

  it("let a customer verify her address by a link", async () => {
    const address = anAddress();
    const { event } = await ground.registered(address);

    const answer = await ground.deliver([aRecord(event)]);

    expect(answer).toEqual(all);
    const [mail, ...more] = await mailsTo(address);
    expect(more).toEqual([]);
    expect(mail?.subject).toBe("Confirm your e-mail address");
    const token = tokenIn(mail?.text, "/api/v1/auth/verify-email");
    expect(tokenIn(mail?.html, "/api/v1/auth/verify-email")).toBe(token);
    expect(await ground.verify(token)).toMatchObject({ status: 204 });
  });

  it("let a customer choose a new password by a link", async () => {
    const address = anAddress();
    const { userId } = await ground.registered(address);

    await ground.deliver([aRecord(await ground.passwordForgotten(userId))]);

    const [mail] = await mailsTo(address);
    expect(mail?.subject).toBe("Choose a new password");
    const token = tokenIn(mail?.text, "/api/v1/auth/password/reset");
    expect(tokenIn(mail?.html, "/api/v1/auth/password/reset")).toBe(token);
  });

  it("tell a customer that her password was changed, each time, and link to nothing", async () => {
    const address = anAddress();
    const { userId } = await ground.registered(address);
    const once = ground.passwordChanged(userId);

    await ground.deliver([aRecord(once), aRecord(ground.passwordChanged(userId))]);
    await ground.deliver([aRecord(once)]);

    const mails = await mailsTo(address);
    expect(mails.map(({ subject }) => subject)).toEqual(Array(2).fill("Your password was changed"));
    expect(mails[0]?.text + String(mails[0]?.html)).not.toContain("http");
  });

  it("are sent once for a request, however often its event is delivered, one after another or at once", async () => {
    const address = anAddress();
    const { event } = await ground.registered(address);
    const deliver = () => ground.deliver([aRecord(event)]);

    await Promise.all(Array.from({ length: 8 }, deliver));
    const late = await deliver();

    expect(late).toEqual(all);
    expect(await mailsTo(address)).toHaveLength(1);
  });

  it("are sent by the next delivery when users did not answer at the first", async () => {
    const address = anAddress();
    const { userId, event } = await ground.registered(address);
    const cutOff = ground.depsWith({ USERS_URL: `http://127.0.0.1:${await freePort()}` });
    const records = [aRecord(event), aRecord(ground.passwordChanged(userId))];

    const first = await ground.deliver(records, cutOff);
    const second = await ground.deliver(records);

    expect(first.batchItemFailures).toHaveLength(2);
    expect(second).toEqual(all);
    expect(await mailsTo(address)).toHaveLength(2);
  });

  it("are dropped for a request that is over, and for who has gone", async () => {
    const [late, gone] = [anAddress(), anAddress()];
    const { userId } = await ground.registered(late);
    const expired = await ground.passwordForgotten(userId, { expiresAt: new Date() });
    const erased = await ground.registered(gone);
    await ground.erase(erased.userId);
    const events = [expired, erased.event, ground.passwordChanged(erased.userId)];

    const answer = await ground.deliver(events.map((event) => aRecord(event)));

    expect(answer).toEqual(all);
    expect([...(await mailsTo(late)), ...(await mailsTo(gone))]).toEqual([]);
    expect(ground.logged("mail.dropped")).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: "password-reset", about: expired.data.requestId }),
        expect.objectContaining({ kind: "email-verification", about: erased.event.data.requestId }),
        expect.objectContaining({ kind: "password-changed" }),
      ]),
    );
  });

  it("greet by a name that is one, whatever is in it, without its markup and its turns of direction", async () => {
    const address = anAddress();
    const { event } = await ground.registered(address, `<b>Ada "Λ" \u202Eevolve\u2066L`);

    await ground.deliver([aRecord(event)]);

    const [mail] = await mailsTo(address);
    expect(mail?.text).toContain('Hello <b>Ada "Λ" evolveL,');
    expect(mail?.html).toContain("Hello &lt;b&gt;Ada &quot;Λ&quot; evolveL,");
    expect(mail?.text + String(mail?.html)).not.toMatch(/\p{Bidi_Control}/u);
  });

  it("leave neither token, nor link, nor name, nor address in the log", async () => {
    const address = anAddress();
    const { userId, event } = await ground.registered(address, "Grace Hopper");
    await ground.deliver([aRecord(event), aRecord(ground.passwordChanged(userId))]);
    const [mail] = await mailsTo(address);

    const log = ground.logText();

    expect(log).toContain(event.data.requestId);
    const texts = (await mailsTo(address)).map(({ text }) => text).join("");
    const token = tokenIn(texts, "/api/v1/auth/verify-email");
    for (const hidden of [token, "Grace", address, "token="]) expect(log).not.toContain(hidden);
    expect(mail).toBeDefined();
  });
});

/** The token of the link that a mail holds. */
function tokenIn(text = "", path: string): string {
  const link = `${publicUrl}${path}?token=`;
  const start = text.indexOf(link);
  if (start === -1) throw new Error(`No ${link} in ${text}`);
  return /^[\w-]+/.exec(text.slice(start + link.length))?.[0] ?? "";
}
