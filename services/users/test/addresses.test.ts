import { newId } from "@shopeasy/platform/ids";
import { aCustomer, bearer, codeOf } from "./customers";
import { type RunningUsers, runUsers } from "./running-users";

type Caller = { accessToken: string };

const anAddress = (like: object = {}) => ({
  name: "Ada Lovelace",
  line1: "1 Main Street",
  city: "Springfield",
  region: "IL",
  postalCode: "62701",
  country: "US",
  ...like,
});

describe("one's own addresses", () => {
  let users: RunningUsers;
  beforeAll(async () => {
    users = await runUsers();
  });
  afterAll(() => users.stop());

  const path = "/users/me/addresses";
  const add = (who: Caller, like: object = {}) =>
    users.api.post(path).set("Authorization", bearer(who)).send(anAddress(like));
  const added = async (who: Caller, like: object = {}) => (await add(who, like).expect(201)).body;
  const change = (who: Caller, id: string, changes: object) =>
    users.api.patch(`${path}/${id}`).set("Authorization", bearer(who)).send(changes);
  const remove = (who: Caller, id: string) =>
    users.api.delete(`${path}/${id}`).set("Authorization", bearer(who));
  const show = (who: Caller, id: string) => users.api.get(`${path}/${id}`).set("Authorization", bearer(who));
  const list = (who: Caller, query: object = {}) =>
    users.api.get(path).query(query).set("Authorization", bearer(who));

  it("are none at first", async () => {
    const { body } = await list(await aCustomer(users)).expect(200);

    expect(body).toEqual({ items: [], nextCursor: null });
  });

  it("begin with one that is the default of both kinds, whatever is asked", async () => {
    const customer = await aCustomer(users);

    const answer = await add(customer, { isDefaultShipping: false }).expect(201);

    expect(answer.body).toEqual({
      id: expect.any(String),
      ...anAddress(),
      line2: null,
      phone: null,
      isDefaultShipping: true,
      isDefaultBilling: true,
    });
    expect(answer.headers.location).toBe(`/api/v1/users/me/addresses/${answer.body.id}`);
    const { body } = await show(customer, answer.body.id).expect(200);
    expect(body).toEqual(answer.body);
  });

  it("stay the defaults when others come, until one of those is to be one", async () => {
    const customer = await aCustomer(users);
    const first = await added(customer);
    const second = await added(customer);

    const third = await added(customer, { isDefaultShipping: true });

    const { body } = await list(customer).expect(200);
    expect(body.items).toEqual([third, second, { ...first, isDefaultShipping: false }]);
    expect(second).toMatchObject({ isDefaultShipping: false, isDefaultBilling: false });
  });

  it("are listed page by page, newest first", async () => {
    const customer = await aCustomer(users);
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.unshift((await added(customer)).id);

    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const { body } = await list(customer, { limit: 2, ...(cursor && { cursor }) }).expect(200);
      pages.push(body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor ?? undefined;
    } while (cursor);

    expect(pages).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)]);
  });

  it("take changes to what is named, and null to take a part away", async () => {
    const customer = await aCustomer(users);
    const { id } = await added(customer, { line2: "Apartment 4", phone: "+1 555 0100" });

    const { body } = await change(customer, id, { line2: null, city: " Chicago " }).expect(200);

    expect(body).toMatchObject({
      line2: null,
      city: "Chicago",
      phone: "+1 555 0100",
      isDefaultShipping: true,
    });
    expect((await show(customer, id).expect(200)).body).toEqual(body);
  });

  it("may be left without a default, where that is asked", async () => {
    const customer = await aCustomer(users);
    const { id } = await added(customer);

    const { body } = await change(customer, id, { isDefaultBilling: false }).expect(200);

    expect(body).toMatchObject({ isDefaultShipping: true, isDefaultBilling: false });
  });

  it("pass a default that is deleted on to the newest of the others", async () => {
    const customer = await aCustomer(users);
    const first = await added(customer);
    await added(customer);
    const newest = await added(customer);

    await remove(customer, first.id).expect(204);

    const { body } = await list(customer).expect(200);
    expect(body.items[0]).toEqual({ ...newest, isDefaultShipping: true, isDefaultBilling: true });
    expect(body.items[1]).toMatchObject({ isDefaultShipping: false, isDefaultBilling: false });
    expect(codeOf(await remove(customer, first.id).expect(404))).toBe("address-not-found");
  });

  it("are nobody else's to see, change or delete", async () => {
    const { id } = await added(await aCustomer(users));
    const other = await aCustomer(users);

    const answers = [
      await show(other, id).expect(404),
      await change(other, id, { city: "Chicago" }).expect(404),
      await remove(other, id).expect(404),
      await show(other, newId()).expect(404),
    ];

    expect(answers.map(codeOf)).toEqual(Array(4).fill("address-not-found"));
    expect((await list(other).expect(200)).body.items).toEqual([]);
  });

  it("are nobody's without a token", async () => {
    await users.api.get(path).expect(401);
    await users.api.post(path).send(anAddress()).expect(401);
  });

  it("are 50 at most, also when many are added at once", async () => {
    const customer = await aCustomer(users);

    const answers = await Promise.all(Array.from({ length: 60 }, () => add(customer)));

    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.map(codeOf)).toEqual(Array(10).fill("address-book-full"));
    expect((await list(customer, { limit: 100 }).expect(200)).body.items).toHaveLength(50);
  });

  it.each([
    ["US", "62701-1234", "62701-1234"],
    ["GB", " sw1a 1aa ", "SW1A 1AA"],
    ["CA", "k1a0b1", "K1A0B1"],
    ["DE", "10115", "10115"],
    ["JP", "1000001", "100-0001"],
    ["IE", "d02 af30", "D02 AF30"],
    ["IE", undefined, null],
    ["HK", undefined, null],
    ["AE", null, null],
    ["AE", "00000", "00000"],
  ])("in %s take the postal code %j", async (country, postalCode, stored) => {
    const body = await added(await aCustomer(users), { country, postalCode });

    expect(body.postalCode).toBe(stored);
  });

  it.each([
    ["US", "1234"],
    ["US", "SW1A 1AA"],
    ["US", undefined],
    ["DE", null],
    ["GB", "12345"],
    ["IE", "12345"],
    ["HK", "<script>"],
  ])("in %s refuse the postal code %j", async (country, postalCode) => {
    const customer = await aCustomer(users);

    const answer = await add(customer, { country, postalCode }).expect(400);

    expect(answer.body.errors).toEqual([{ path: "postalCode", message: expect.any(String) }]);
  });

  it("have their postal code judged again when they move to another country", async () => {
    const customer = await aCustomer(users);
    const { id } = await added(customer);

    const alone = await change(customer, id, { country: "GB" }).expect(400);
    const { body } = await change(customer, id, { country: "GB", postalCode: "SW1A 1AA" }).expect(200);

    expect(alone.body.errors).toEqual([{ path: "postalCode", message: "is not a postal code of GB" }]);
    expect(body).toMatchObject({ country: "GB", postalCode: "SW1A 1AA" });
  });

  it.each([
    ["country", { country: "ZZ" }],
    ["country", { country: "UK" }],
    ["country", { country: "us" }],
    ["country", { country: "__proto__" }],
    ["name", { name: "  " }],
    ["name", { name: "A".repeat(201) }],
    ["line1", { line1: "1 Main Street\r\nBcc: everybody@example.com" }],
    ["line1", { line1: null }],
    ["line1", { line1: "NUL \0" }],
    ["phone", { phone: "call me" }],
    ["isDefaultShipping", { isDefaultShipping: "yes" }],
    ["isDefaultShipping", { isDefaultShipping: null }],
    ["userId", { userId: newId() }],
  ])("refuse a %s as in %j", async (at, wrong) => {
    const customer = await aCustomer(users);

    const answer = await add(customer, wrong).expect(400);

    expect(answer.body.errors).toEqual([{ path: at, message: expect.any(String) }]);
  });

  it.each(["x", "1%00", newId().slice(1)])("have no address of the id %j", async (id) => {
    const customer = await aCustomer(users);

    await show(customer, id).expect(400);
  });

  it("have no page of a cursor that was not given out", async () => {
    const answer = await list(await aCustomer(users), { cursor: "bm9wZQ" }).expect(400);

    expect(answer.body.errors).toEqual([{ path: "cursor", message: expect.any(String) }]);
  });

  it("are told to other services, one at a time, with whose they are", async () => {
    const customer = await aCustomer(users);
    const other = await aCustomer(users);
    const { isDefaultShipping: _, isDefaultBilling: __, ...address } = await added(customer);
    const ask = async (userId: string) =>
      users.internal
        .get(`/internal/users/${userId}/addresses/${address.id}`)
        .set("Authorization", `Bearer ${await users.serviceToken()}`);

    const [known, foreign] = [await ask(customer.id), await ask(other.id)];

    expect(known.body).toMatchObject(address);
    expect(codeOf(foreign)).toBe("address-not-found");
  });

  it("are not written to the log", async () => {
    await added(await aCustomer(users), { line1: "77 Secret Lane" });

    expect(users.log()).toContain('"event":"address.added"');
    expect(users.log()).not.toContain("Secret Lane");
  });
});
