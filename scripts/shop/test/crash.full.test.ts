import { killOrdersAmidst } from "./kill-orders";
import { useLocalShop } from "./local-shop-program";
import { leaks } from "./secrets";

const local = useLocalShop("--products", "30");

test("orders is killed in the middle of 200 orders: each ends paid or failed, each charge has its order, stock and ledger agree, every mail arrives once", async () => {
  await killOrdersAmidst(local, { orderCount: 200 });
}, 300_000);

test("logs and traces hold no password, token, guest cart id, card number or e-mail address", async () => {
  expect(await leaks(local.shop, local.client)).toEqual([]);
}, 60_000);
