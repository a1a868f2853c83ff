import { startLocalShop } from "./local-shop-program";
import { shopClient } from "./shop-client";

const products = 100_000;

test("a catalogue of 100,000 products is imported whole, and found in", async () => {
  const shop = await startLocalShop(undefined, "--products", String(products));
  try {
    const client = shopClient(shop.url);
    const staff = await client.login("staff@shopeasy.test");

    const everything = await client.call("GET", "/products?limit=1&sort=name", { token: staff });
    const found = await client.call("GET", "/products?q=stainless kettel&limit=5");
    const drafts = await client.call("GET", "/products?status=draft&limit=1", { token: staff });
    const archived = await client.call("GET", "/products?status=archived&limit=1", { token: staff });

    expect(everything.body.total + drafts.body.total + archived.body.total).toBe(products);
    expect(found.body.total).toBeGreaterThan(0);
  } finally {
    await shop.stop();
    shop.remove();
  }
}, 1_200_000);
