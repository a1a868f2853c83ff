import { randomUUID } from "node:crypto";
import { largestImage } from "../src/images/image-rules";
import { codeOf, customerToken, makeProduct } from "./catalog-ground";
import { type ImageGround, put, startImages } from "./image-ground";
import { aPng } from "./pictures";

let ground: ImageGround;
let shop: ImageGround["shop"];

beforeAll(async () => {
  ground = await startImages();
  shop = ground.shop;
});
afterEach(() => {
  ground.time.aheadMs = 0;
});
afterAll(() => ground.stop());

describe("a product has at most 20 images", () => {
  const some = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ url: `/media/products/${index}.svg`, alt: "" }));

  it("one more is a conflict, and so it is where the last room is awaited by another", async () => {
    const full = await makeProduct(shop, { images: some(20) });
    const nearlyFull = await makeProduct(shop, { images: some(19) });

    const answers = await Promise.all([1, 2, 3].map(() => ground.invite(nearlyFull.id)));

    const refused = await ground.invite(full.id).expect(409);
    expect(codeOf(refused)).toBe("too-many-images");
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
  });

  it("an address that nobody used gives its room back", async () => {
    const product = await makeProduct(shop, { images: some(19) });
    await ground.invite(product.id).expect(201);

    ground.time.aheadMs = 16 * 60_000;

    await ground.invite(product.id).expect(201);
  });

  it("one that comes when staff have filled the product is rejected", async () => {
    const product = await makeProduct(shop, { images: some(19) });
    const { body } = await ground.invite(product.id).expect(201);
    await put(body, aPng());
    await shop.api
      .patch(`/api/v1/products/${product.id}`)
      .set("Authorization", shop.staff)
      .send({ images: some(20) })
      .expect(200);

    await ground.settle();

    expect(await ground.imagesOf(product.id)).toEqual(some(20));
    expect(await ground.uploadsOf(product.id)).toEqual([
      expect.objectContaining({ status: "rejected", reason: "too-many-images" }),
    ]);
  });
});

describe("who may send what", () => {
  it("staff only, and to a product that is there", async () => {
    const product = await makeProduct(shop);
    const path = `/api/v1/products/${product.id}/images`;
    const image = { fileName: "tent.png", contentType: "image/png", alt: "A tent" };

    await shop.api.post(path).send(image).expect(401);
    await shop.api
      .post(path)
      .set("Authorization", await customerToken())
      .send(image)
      .expect(403);
    await shop.api.get(path).expect(401);
    const unknown = await ground.invite(randomUUID()).expect(404);
    await shop.api.get("/api/v1/products/no-such/images").set("Authorization", shop.staff).expect(404);
    expect(codeOf(unknown)).toBe("unknown-product");
  });

  it.each([
    ["an SVG", { contentType: "image/svg+xml" }, "contentType"],
    ["a page", { contentType: "text/html" }, "contentType"],
    ["a type with more to it", { contentType: "image/png; charset=utf-8" }, "contentType"],
    ["no name", { fileName: " " }, "fileName"],
    ["a path", { fileName: "../../etc/passwd" }, "fileName"],
    ["a path of Windows", { fileName: "C:\\tent.png" }, "fileName"],
    ["a name with a line break", { fileName: "tent\n.png" }, "fileName"],
    ["a name that is too long", { fileName: `${"a".repeat(252)}.png` }, "fileName"],
    ["too many bytes", { size: largestImage + 1 }, "size"],
    ["no bytes", { size: 0 }, "size"],
    ["half a byte", { size: 1.5 }, "size"],
    ["too many words", { alt: "a".repeat(301) }, "alt"],
  ])("not %s", async (_what, like, path) => {
    const product = await makeProduct(shop);

    const { body } = await ground.invite(product.id, like).expect(400);

    expect(body.errors).toEqual([expect.objectContaining({ path })]);
  });

  it("a file's name decides nothing of where the image will be", async () => {
    const { image, uploadUrl } = await ground.anInvitation({
      fileName: "evil.html",
      contentType: "image/webp",
    });

    expect(image.url).toMatch(/\/[0-9a-f-]{36}\.webp$/);
    expect(uploadUrl).not.toContain("evil");
  });
});

test("what became of uploads is listed by pages, the newest first", async () => {
  const product = await makeProduct(shop);
  const sent: string[] = [];
  for (const alt of ["one", "two", "three"]) {
    sent.unshift((await ground.invite(product.id, { alt }).expect(201)).body.image.alt);
  }
  const page = async (query: string) =>
    (await shop.api.get(`/api/v1/products/${product.id}/images${query}`).set("Authorization", shop.staff))
      .body;

  const first = await page("?limit=2");
  const second = await page(`?limit=2&cursor=${first.nextCursor}`);

  const alts = [...first.items, ...second.items].map(({ image }) => image.alt);
  expect(alts).toEqual(sent);
  expect(second.nextCursor).toBeNull();
});
