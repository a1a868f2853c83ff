import { newId } from "@shopeasy/platform/ids";
import request from "supertest";
import { aCustomer, bearer } from "./customers";
import { type RunningUsers, runUsers } from "./running-users";

describe("unsubscribing from mails that nothing asked for", () => {
  let users: RunningUsers;
  beforeAll(async () => {
    users = await runUsers();
  });
  afterAll(() => users.stop());

  const contactOf = async (id: string) => {
    const token = await users.serviceToken();
    const { body } = await users.internal
      .get(`/internal/users/${id}`)
      .set("authorization", `Bearer ${token}`);
    return body as { marketingConsent: boolean; unsubscribeToken: string };
  };
  async function consentingCustomer() {
    const customer = await aCustomer(users);
    await users.api
      .patch("/users/me")
      .set("Authorization", bearer(customer))
      .send({ marketingConsent: true })
      .expect(200);
    const { unsubscribeToken: token } = await contactOf(customer.id);
    return { ...customer, token };
  }
  const page = () => request(users.origin);
  const consents = async ({ id }: { id: string }) => (await contactOf(id)).marketingConsent;

  it("takes the button of the page that a mail links to, and not a look at it", async () => {
    const customer = await consentingCustomer();

    const opened = await page().get(`/unsubscribe?token=${customer.token}`).expect(200);
    const afterLook = await consents(customer);
    const [, action = ""] = /<form method="post" action="([^"]+)"/.exec(opened.text) ?? [];
    const done = await page().post(action).type("form").send({}).expect(200);

    expect(afterLook).toBe(true);
    expect(done.text).toContain("You are unsubscribed");
    expect(await consents(customer)).toBe(false);
    expect(opened.headers).toMatchObject({
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-robots-tag": "noindex, nofollow",
    });
  });

  it("takes one click of a mail program, and bears a second", async () => {
    const customer = await consentingCustomer();
    const click = () =>
      page()
        .post(`/unsubscribe?token=${customer.token}`)
        .type("form")
        .send({ "List-Unsubscribe": "One-Click" });

    await click().expect(200);
    await click().expect(200);

    expect(await consents(customer)).toBe(false);
  });

  it.each([
    ["none", () => ""],
    ["one that is made up", () => `${newId()}.aaaa`],
    ["one of another customer's id", (token: string) => `${newId()}.${token.split(".")[1]}`],
    ["one that was cut off", (token: string) => token.slice(0, -1)],
    ["markup", () => `"><script>alert(1)</script>`],
  ])("can't be done by a token that is %s", async (_, forge) => {
    const customer = await consentingCustomer();
    const path = `/unsubscribe?token=${encodeURIComponent(forge(customer.token))}`;

    const opened = await page().get(path).expect(410);
    await page().post(path).type("form").send({}).expect(410);

    expect(opened.text).toContain("This link does not work");
    expect(opened.text).not.toContain("alert(1)");
    expect(await consents(customer)).toBe(true);
  });

  it("is no part of the API", async () => {
    await users.api.get("/unsubscribe").expect(404);
  });
});
