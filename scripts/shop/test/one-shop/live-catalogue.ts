import { deflateSync } from "node:zlib";
import { eventually } from "@shopeasy/testing/eventually";
import { leaks } from "../secrets";
import { local } from "./shop";

const reading = new AbortController();
afterAll(() => reading.abort());

/** The events of a product's availability, as they have come so far. */
async function listenTo(slug: string) {
  const { body } = await fetch(`${local.shop.url}/api/v1/products/${slug}/availability`, {
    headers: { accept: "text/event-stream" },
    signal: reading.signal,
  });
  let text = "";
  const read = async () => {
    for await (const part of body ?? []) text += Buffer.from(part).toString();
  };
  // It never ends by itself, but with the test.
  read().catch(() => {});
  return () => [...text.matchAll(/^data: (.*)\n/gm)].map(([, json = ""]) => JSON.parse(json));
}

test("who looks at a product sees others put it into their carts, take it out, and buy it", async () => {
  const staff = await local.client.login("staff@shopeasy.test");
  const { sku, slug } = await local.client.stockedProduct(staff, 9);
  const heard = await listenTo(slug);
  const hears = (state: object) =>
    eventually(() => expect(heard().at(-1)).toEqual({ sku, ...state }), { withinMs: 20_000 });
  await hears({ available: 9, inCarts: 0 });

  const cartId = await local.client.cartWith([{ sku, quantity: 3 }]);
  await hears({ available: 9, inCarts: 3 });
  await local.client.call("PUT", `/carts/${cartId}/items/${sku}`, { body: { quantity: 2 } });
  await hears({ available: 9, inCarts: 2 });
  const ordered = await local.client.order(cartId, { email: "guest-of-the-shop@example.test" });

  expect(ordered.status).toBe(201);
  await hears({ available: 7, inCarts: 0 });
  const { body } = await local.client.call("GET", `/products/${slug}/availability`);
  expect(body).toEqual({ items: [{ sku, available: 7, inCarts: 0 }] });
});

/** A PNG of one black pixel. Its checksums are left out: no reader of ours looks at them. */
function aPicture(): Buffer {
  const chunk = (type: string, content: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(content.length);
    return Buffer.concat([length, Buffer.from(type), content, Buffer.alloc(4)]);
  };
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  const pixels = deflateSync(Buffer.alloc(2));
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", pixels),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

test("an image that staff send is shown by the product, and served as what it is", async () => {
  const token = await local.client.login("staff@shopeasy.test");
  const { slug, productId } = await local.client.stockedProduct(token, 1);
  const image = { fileName: "thing.png", contentType: "image/png", alt: "The thing" };
  const { body: invitation } = await local.client.call("POST", `/products/${productId}/images`, {
    token,
    body: image,
  });
  local.client.secrets.add(new URL(invitation.uploadUrl).searchParams.get("X-Amz-Signature") ?? "");
  const send = (headers: Record<string, string>, body: Uint8Array<ArrayBuffer>) =>
    fetch(invitation.uploadUrl, { method: "PUT", headers, body });

  const wrong = await send({ "content-type": "text/html" }, new Uint8Array(Buffer.from("<script>")));
  const right = await send({ "content-type": "image/png" }, new Uint8Array(aPicture()));

  expect([wrong.status, right.status]).toEqual([403, 200]);
  await eventually(
    async () => {
      const { body: product } = await local.client.call("GET", `/products/${slug}`, { token });
      expect(product.images).toEqual([invitation.image]);
    },
    { withinMs: 20_000 },
  );
  const served = await fetch(`${local.shop.url}${invitation.image.url}`);
  expect(served.headers.get("content-type")).toBe("image/png");
  expect(served.headers.get("cache-control")).toContain("immutable");
  expect(Buffer.from(await served.arrayBuffer())).toEqual(aPicture());
});

test("logs and traces hold no signature of an upload, no guest cart id and no e-mail address", async () => {
  expect(await leaks(local.shop, local.client)).toEqual([]);
}, 60_000);
