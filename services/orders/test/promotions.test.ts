import { aCode, aPromotion, asStaff } from "./as-staff";
import { type OrdersGround, startOrdersGround } from "./orders-ground";
import { aCustomer, codeOf } from "./placing";

let ground: OrdersGround;

beforeAll(async () => {
  ground = await startOrdersGround();
}, 60_000);

afterAll(() => ground?.stop(), 30_000);

const staff = (...call: Parameters<ReturnType<typeof asStaff>>) => asStaff(ground)(...call);
const pathsOf = ({ body }: { body: { errors: { path: string }[] } }) => body.errors.map(({ path }) => path);

describe("a promotion", () => {
  test("is made with its terms, and shown with how often it is used", async () => {
    const terms = {
      code: aCode(),
      kind: "fixed",
      value: { amount: 500, currency: "USD" },
      minSubtotal: { amount: 2_500, currency: "USD" },
      categories: ["outdoor"],
      startsAt: "2026-06-01T00:00:00.000Z",
      endsAt: "2027-06-01T00:00:00.000Z",
      maxUses: 10,
      maxUsesPerCustomer: 1,
      active: true,
    };

    const made = await staff("post", "/promotions", terms).expect(201);
    const shown = await staff("get", `/promotions/${made.body.id}`).expect(200);

    expect(made.headers.location).toBe(`/api/v1/promotions/${made.body.id}`);
    expect(made.body).toMatchObject({ ...terms, uses: 0 });
    expect(shown.body).toEqual(made.body);
  });

  test("needs no more than its code, its kind and its value", async () => {
    const { body } = await staff("post", "/promotions", { code: aCode(), kind: "percentage", value: 15 });

    expect(body).toMatchObject({
      value: 15,
      minSubtotal: null,
      categories: [],
      startsAt: null,
      endsAt: null,
      maxUses: null,
      maxUsesPerCustomer: null,
      active: true,
    });
  });

  test("takes an amount without a currency as dollars", async () => {
    const body = await aPromotion(ground, { kind: "fixed", value: 500, minSubtotal: 2_000 });

    expect(body).toMatchObject({
      value: { amount: 500, currency: "USD" },
      minSubtotal: { amount: 2_000, currency: "USD" },
    });
  });

  test("has a code that no other has, in whatever case", async () => {
    const code = aCode();
    await aPromotion(ground, { code, kind: "free-shipping" });

    const again = await staff("post", "/promotions", { code: code.toLowerCase(), kind: "free-shipping" });
    const other = await aPromotion(ground, { kind: "free-shipping" });
    const renamed = await staff("patch", `/promotions/${other.id}`, { code: code.toLowerCase() });

    expect([again.status, codeOf(again)]).toEqual([409, "code-in-use"]);
    expect([renamed.status, codeOf(renamed)]).toEqual([409, "code-in-use"]);
  });

  test.each([
    ["value", { kind: "percentage", value: 0 }],
    ["value", { kind: "percentage", value: 101 }],
    ["value", { kind: "percentage", value: 12.5 }],
    ["value", { kind: "percentage", value: { amount: 10, currency: "USD" } }],
    ["value", { kind: "percentage" }],
    ["value", { kind: "fixed", value: 0 }],
    ["value", { kind: "fixed" }],
    ["value", { kind: "fixed", value: { amount: 5, currency: "XXX" } }],
    ["value", { kind: "free-shipping", value: 5 }],
    ["kind", { kind: "gift", value: 5 }],
    ["code", { code: "no spaces", kind: "free-shipping" }],
    ["code", { code: "", kind: "free-shipping" }],
    ["maxUses", { kind: "free-shipping", maxUses: 0 }],
    ["maxUsesPerCustomer", { kind: "free-shipping", maxUsesPerCustomer: -1 }],
    ["categories[0]", { kind: "free-shipping", categories: ["Not A Slug"] }],
    ["endsAt", { kind: "free-shipping", startsAt: "2026-02-01T00:00:00Z", endsAt: "2026-02-01T00:00:00Z" }],
    ["startsAt", { kind: "free-shipping", startsAt: "tomorrow" }],
    ["startsAt", { kind: "free-shipping", startsAt: "0000-01-01T00:00:00Z" }],
    ["endsAt", { kind: "free-shipping", endsAt: "9999-12-31T23:59:59-14:00" }],
    [
      "minSubtotal",
      { kind: "fixed", value: { amount: 5, currency: "EUR" }, minSubtotal: { amount: 5, currency: "USD" } },
    ],
    ["", { kind: "free-shipping", discount: 10 }],
  ])("is refused for its %s: %j", async (path, terms) => {
    const refused = await staff("post", "/promotions", { code: aCode(), ...terms });

    expect(refused.status).toBe(400);
    expect(pathsOf(refused).some((found) => found.startsWith(path))).toBe(true);
  });

  test("is changed in what is sent, and must make sense as a whole", async () => {
    const made = await aPromotion(ground, {
      kind: "percentage",
      value: 10,
      startsAt: "2026-06-01T00:00:00.000Z",
      maxUses: 5,
    });

    const changed = await staff("patch", `/promotions/${made.id}`, { value: 20, maxUses: null });
    const endless = await staff("patch", `/promotions/${made.id}`, { endsAt: "2026-01-01T00:00:00Z" });
    const otherKind = await staff("patch", `/promotions/${made.id}`, { kind: "fixed" });

    expect(changed.body).toEqual({
      ...made,
      value: 20,
      maxUses: null,
      updatedAt: expect.any(String),
    });
    expect([endless.status, pathsOf(endless)]).toEqual([400, ["endsAt"]]);
    expect([otherKind.status, pathsOf(otherKind)]).toEqual([400, ["value"]]);
  });

  test("that nobody used is gone when it is taken away", async () => {
    const { id } = await aPromotion(ground, { kind: "free-shipping" });

    await staff("delete", `/promotions/${id}`).expect(204);

    expect(codeOf(await staff("get", `/promotions/${id}`).expect(404))).toBe("promotion-not-found");
    await staff("delete", `/promotions/${id}`).expect(404);
    await staff("patch", `/promotions/${id}`, { active: false }).expect(404);
  });

  test("is for staff alone", async () => {
    const { token } = await aCustomer();
    const [customers, nobodys] = [asStaff(ground, token), asStaff(ground, null)];

    await customers("get", "/promotions").expect(403);
    await customers("post", "/promotions", { code: "MINE", kind: "percentage", value: 100 }).expect(403);
    await nobodys("get", "/promotions").expect(401);
  });
});

test("walking the list by its cursor gives every promotion once, newest first", async () => {
  const made: string[] = [];
  for (let i = 0; i < 5; i += 1) made.unshift((await aPromotion(ground, { kind: "free-shipping" })).id);

  const seen: string[] = [];
  for (let cursor: string | null = ""; cursor !== null && seen.length < 5; ) {
    const page: { body: { items: { id: string }[]; nextCursor: string | null } } = await staff(
      "get",
      `/promotions?limit=2${cursor && `&cursor=${cursor}`}`,
    );
    seen.push(...page.body.items.map(({ id }) => id));
    cursor = page.body.nextCursor;
  }

  expect(seen.slice(0, 5)).toEqual(made);
  await staff("get", "/promotions?cursor=nonsense").expect(400);
});

test("those that are switched off are listed apart", async () => {
  const off = await aPromotion(ground, { kind: "free-shipping", active: false });

  const { body } = await staff("get", "/promotions?active=false&limit=100").expect(200);

  expect(body.items.map(({ id }: { id: string }) => id)).toContain(off.id);
  expect(body.items.every(({ active }: { active: boolean }) => !active)).toBe(true);
});
