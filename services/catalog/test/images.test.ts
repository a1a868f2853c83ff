import { largestImage } from "../src/images/image-rules";
import { lookAfterUploads } from "../src/images/look-after-uploads";
import { announced, makeProduct } from "./catalog-ground";
import { type ImageGround, put, startImages } from "./image-ground";
import { aJpeg, anAvif, anSvg, aPage, aPng, aWebp } from "./pictures";

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

describe("an image that is sent as it was announced", () => {
  it.each([
    ["image/png", "png", aPng()],
    ["image/jpeg", "jpg", aJpeg],
    ["image/webp", "webp", aWebp],
    ["image/avif", "avif", anAvif],
  ])("is shown by its product, and served as %s for ever", async (contentType, extension, bytes) => {
    const invitation = await ground.anInvitation({ contentType, size: bytes.length });
    const { productId, image } = invitation;
    const tagBefore = (await shop.api.get(`/api/v1/products/${productId}`)).headers.etag;

    const taken = await put(invitation, bytes);
    await ground.settle();

    expect(taken).toBe(200);
    expect(image).toEqual({
      url: expect.stringMatching(new RegExp(`^/media/products/${productId}/[0-9a-f-]{36}\\.${extension}$`)),
      alt: "A tent",
    });
    expect(await ground.imagesOf(productId)).toEqual([image]);
    const { headers } = await shop.api.get(`/api/v1/products/${productId}`);
    expect(headers.etag).not.toBe(tagBefore);
    const served = await ground.served(invitation);
    expect(served).toMatchObject({
      ContentType: contentType,
      CacheControl: "public, max-age=31536000, immutable",
    });
    expect(served.bytes).toEqual(bytes);
    expect(await ground.keysIn("uploads", productId)).toEqual([]);
    const [change] = await announced(shop, "product.changed", productId);
    expect(change).toMatchObject({ aggregateVersion: 2, data: { productId } });
    expect(await ground.uploadsOf(productId)).toEqual([
      expect.objectContaining({ status: "ready", reason: null, image }),
    ]);
  });

  it("needs nothing said of its size or of what it shows", async () => {
    const invitation = await ground.anInvitation({ fileName: "ridge_tent-front.png", alt: undefined });

    await put(invitation, aPng());
    await ground.settle();

    expect(await ground.imagesOf(invitation.productId)).toEqual([
      { url: invitation.image.url, alt: "ridge tent front" },
    ]);
  });

  it("comes behind the images that are there, and of several all are shown", async () => {
    const there = { url: "/media/products/first.svg", alt: "First" };
    const product = await makeProduct(shop, { images: [there] });
    const invitations = await Promise.all(
      ["one", "two", "three"].map(async (alt) => (await ground.invite(product.id, { alt }).expect(201)).body),
    );

    await Promise.all(invitations.map((invitation) => put(invitation, aPng())));
    ground.time.aheadMs = 2_000;
    await Promise.all([lookAfterUploads(ground.worker), lookAfterUploads(ground.worker)]);

    const [first, ...rest] = await ground.imagesOf(product.id);
    expect(first).toEqual(there);
    expect(new Set(rest)).toEqual(new Set(invitations.map(({ image }) => image)));
    expect(rest).toHaveLength(3);
  });

  it("is awaited until its address expires, and forgotten soon after", async () => {
    const { productId, expiresAt } = await ground.anInvitation();

    await ground.settle();
    const awaited = await ground.uploadsOf(productId);
    ground.time.aheadMs = 31 * 60_000;
    await ground.settle();

    expect(awaited).toEqual([expect.objectContaining({ status: "pending", settledAt: null, expiresAt })]);
    expect(await ground.uploadsOf(productId)).toEqual([]);
  });

  it("may be of an archived product, and of one named by its slug", async () => {
    const product = await makeProduct(shop, { status: "archived" });
    const { body } = await ground.invite(product.slug).expect(201);

    await put(body, aPng());
    await ground.settle();

    expect(await ground.imagesOf(product.id)).toEqual([body.image]);
  });
});

describe("what is no image of the type that was named is never shown", () => {
  it.each([
    ["a PNG that was called a JPEG", "image/jpeg", aPng(), "wrong-type"],
    ["a page", "image/png", aPage, "not-an-image"],
    ["an SVG", "image/webp", anSvg, "not-an-image"],
    ["nothing", "image/png", Buffer.alloc(0), "empty"],
    ["a header that was cut off", "image/png", aPng().subarray(0, 20), "damaged"],
    ["11 MB", "image/png", Buffer.concat([aPng(), Buffer.alloc(11_000_000)]), "too-large"],
    ["one byte too many", "image/png", Buffer.concat([aPng(), Buffer.alloc(largestImage)]), "too-large"],
  ])("%s", async (_what, contentType, bytes, reason) => {
    const invitation = await ground.anInvitation({ contentType });
    const { productId } = invitation;

    const taken = await put(invitation, bytes);
    await ground.settle();

    expect(taken).toBe(200);
    expect(await ground.uploadsOf(productId)).toEqual([
      expect.objectContaining({ status: "rejected", reason }),
    ]);
    expect(await ground.imagesOf(productId)).toEqual([]);
    expect(await ground.keysIn("images", productId)).toEqual([]);
    expect(await ground.keysIn("uploads", productId)).toEqual([]);
  });
});

describe("S3 itself refuses", () => {
  it("another type than was named, though the address is right", async () => {
    const invitation = await ground.anInvitation();

    expect(await put(invitation, aPage, { "Content-Type": "text/html" })).toBe(403);
    expect(await put(invitation, anSvg, { "Content-Type": "image/svg+xml" })).toBe(403);
    expect(await ground.keysIn("uploads", invitation.productId)).toEqual([]);
  });

  it("another length than was named", async () => {
    const invitation = await ground.anInvitation({ size: aPng().length });

    expect(await put(invitation, Buffer.concat([aPng(), Buffer.alloc(1)]))).toBe(403);
    expect(await put(invitation, aPng())).toBe(200);
  });

  it("what comes after the address has expired", async () => {
    ground.time.aheadMs = -16 * 60_000;
    const invitation = await ground.anInvitation();

    expect(await put(invitation, aPng())).toBe(403);
  });

  it("to let anybody see what was not looked at yet", async () => {
    const invitation = await ground.anInvitation();
    await put(invitation, aPng());

    const [bare] = invitation.uploadUrl.split("?");

    expect((await fetch(bare ?? "")).status).toBe(403);
    expect((await fetch(invitation.uploadUrl)).status).toBe(403);
  });
});
