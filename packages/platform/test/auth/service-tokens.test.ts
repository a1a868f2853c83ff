import { RememberedTokens } from "../../src/auth/remembered";
import { createServiceTokens } from "../../src/auth/service-tokens";

const oldSecret = "the old secret, of thirty-two characters and more";
const newSecret = "the new secret, of thirty-two characters and more";

const serviceAt = (service: string, now: () => number, secrets = [newSecret]) =>
  createServiceTokens({ service, secrets, now });

describe("a service token", () => {
  test("tells the callee who calls", async () => {
    const token = await serviceAt("orders", Date.now).tokenFor("catalog");

    expect(await serviceAt("catalog", Date.now).verify(token)).toBe("orders");
  });

  test("is good for one callee only", async () => {
    const token = await serviceAt("orders", Date.now).tokenFor("catalog");

    await expect(serviceAt("cart", Date.now).verify(token)).rejects.toMatchObject({ status: 401 });
  });

  test("is good for a minute, also where it was seen before", async () => {
    let now = Date.now();
    const token = await serviceAt("orders", () => now).tokenFor("catalog");
    const catalog = serviceAt("catalog", () => now);
    await catalog.verify(token);
    now += 66_000;

    await expect(catalog.verify(token)).rejects.toMatchObject({ code: "invalid-service-token" });
  });

  test("is made once in half a minute", async () => {
    let now = Date.now();
    const orders = serviceAt("orders", () => now);
    const first = await orders.tokenFor("catalog");
    now += 29_000;
    const soon = await orders.tokenFor("catalog");
    now += 2_000;
    const later = await orders.tokenFor("catalog");

    expect(soon).toBe(first);
    expect(later).not.toBe(first);
  });

  test("of the secret that goes is believed while the new one comes", async () => {
    const token = await serviceAt("orders", Date.now, [oldSecret]).tokenFor("catalog");

    expect(await serviceAt("catalog", Date.now, [newSecret, oldSecret]).verify(token)).toBe("orders");
    await expect(serviceAt("catalog", Date.now).verify(token)).rejects.toMatchObject({ status: 401 });
  });
});

describe("what is remembered of tokens", () => {
  test("is bounded: the one that was not used for longest goes", () => {
    const remembered = new RememberedTokens<number>(2);
    remembered.set("a", 1, 100);
    remembered.set("b", 2, 100);
    remembered.get("a", 0);

    remembered.set("c", 3, 100);

    expect(["a", "b", "c"].map((token) => remembered.get(token, 0))).toEqual([1, undefined, 3]);
  });
});
