import { randomUUID } from "node:crypto";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { forgetUploads } from "../src/images/forget-uploads";
import { largestImage } from "../src/images/image-rules";
import { deleteUpload, publishImage, readUpload } from "../src/images/image-storage";
import { lookAfterUploads } from "../src/images/look-after-uploads";
import { acceptUpload } from "../src/images/settle-upload";
import { announced, makeProduct } from "./catalog-ground";
import { type ImageGround, put, startImages } from "./image-ground";
import { aPage, aPng } from "./pictures";

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

describe("whoever has the address may use it again until it expires", () => {
  it("what is shown stays, and what was sent later is thrown away", async () => {
    const invitation = await ground.anInvitation();
    await put(invitation, aPng());
    await ground.settle();

    const again = await put(invitation, aPage);
    await ground.settle();
    ground.time.aheadMs = 31 * 60_000;
    await ground.settle();

    expect(again).toBe(200);
    expect(await ground.imagesOf(invitation.productId)).toEqual([invitation.image]);
    const served = await ground.served(invitation);
    expect(served.bytes).toEqual(aPng());
    expect(await ground.keysIn("uploads", invitation.productId)).toEqual([]);
    expect((await ground.rowOf(invitation.productId)).lookAt).toBeNull();
  });

  it("the last that was sent before the look is what counts", async () => {
    const invitation = await ground.anInvitation();

    await put(invitation, aPage);
    await put(invitation, aPng(3, 3));
    await ground.settle();

    expect(await ground.imagesOf(invitation.productId)).toEqual([invitation.image]);
    const served = await ground.served(invitation);
    expect(served.bytes).toEqual(aPng(3, 3));
  });
});

describe("a worker that is killed in the middle of a look", () => {
  const leaseMs = 61_000;

  /** An image that was sent, and that a worker has just taken in hand. */
  async function anImageInHand() {
    const invitation = await ground.anInvitation();
    await put(invitation, aPng());
    await ground.lease(invitation.productId, leaseMs);
    return { ...invitation, upload: await ground.rowOf(invitation.productId) };
  }

  const isShownOnce = async ({ productId, image }: { productId: string; image: unknown }) => {
    expect(await ground.imagesOf(productId)).toEqual([image]);
    expect(await ground.uploadsOf(productId)).toEqual([expect.objectContaining({ status: "ready" })]);
    expect(await ground.keysIn("uploads", productId)).toEqual([]);
    expect(await announced(shop, "product.changed", productId)).toHaveLength(2);
  };

  it("before it read anything: another takes it up when its time is over", async () => {
    const inHand = await anImageInHand();

    await ground.settle();
    const before = await ground.imagesOf(inHand.productId);
    ground.time.aheadMs = leaseMs;
    await ground.settle();

    expect(before).toEqual([]);
    await isShownOnce(inHand);
  });

  it("between the copy and the product: it is shown once", async () => {
    const inHand = await anImageInHand();
    const { objectKey, contentType } = inHand.upload;
    const bytes = await readUpload(ground.worker.imageStorage, objectKey, largestImage);
    await publishImage(ground.worker.imageStorage, objectKey, bytes ?? new Uint8Array(), contentType);

    ground.time.aheadMs = leaseMs;
    await ground.settle();

    await isShownOnce(inHand);
  });

  it("between the product and the clearing: it is shown once, and cleared", async () => {
    const inHand = await anImageInHand();
    const { objectKey, contentType } = inHand.upload;
    await publishImage(ground.worker.imageStorage, objectKey, aPng(), contentType);
    await acceptUpload(ground.worker, inHand.upload);

    await ground.settle();

    await isShownOnce(inHand);
  });

  it("within the clearing: it is cleared again", async () => {
    const inHand = await anImageInHand();
    await publishImage(
      ground.worker.imageStorage,
      inHand.upload.objectKey,
      aPng(),
      inHand.upload.contentType,
    );
    await acceptUpload(ground.worker, inHand.upload);
    await deleteUpload(ground.worker.imageStorage, inHand.upload.objectKey);

    await ground.settle();

    await isShownOnce(inHand);
  });

  it("and was only slow: two that end the same look show it once", async () => {
    const inHand = await anImageInHand();

    await Promise.all([
      acceptUpload(ground.worker, inHand.upload),
      acceptUpload(ground.worker, inHand.upload),
    ]);
    await acceptUpload(ground.worker, inHand.upload);
    await ground.settle();

    await isShownOnce(inHand);
  });
});

test("what staff took out of the product again does not come back", async () => {
  const invitation = await ground.anInvitation();
  await put(invitation, aPng());
  await ground.settle();

  await shop.api
    .patch(`/api/v1/products/${invitation.productId}`)
    .set("Authorization", shop.staff)
    .send({ images: [] })
    .expect(200);
  await acceptUpload(ground.worker, await ground.rowOf(invitation.productId));

  expect(await ground.imagesOf(invitation.productId)).toEqual([]);
});

test("while the bucket can't be reached the look is taken again later", async () => {
  const invitation = await ground.anInvitation();
  await put(invitation, aPng());
  const cutOff = {
    ...ground.worker,
    imageStorage: { ...ground.worker.imageStorage, uploadsBucket: `uploads-${randomUUID()}` },
  };

  ground.time.aheadMs = 2_000;
  await lookAfterUploads(cutOff);
  const before = await ground.uploadsOf(invitation.productId);
  ground.time.aheadMs = 63_000;
  await ground.settle();

  expect(before).toEqual([expect.objectContaining({ status: "pending" })]);
  expect(await ground.imagesOf(invitation.productId)).toEqual([invitation.image]);
});

test("what was settled 30 days ago is forgotten, and the image stays", async () => {
  const invitation = await ground.anInvitation();
  await put(invitation, aPng());
  await ground.settle();
  ground.time.aheadMs = 31 * 60_000;
  await ground.settle();

  ground.time.aheadMs = 31 * 86_400_000;
  await forgetUploads(ground.worker);

  expect(await ground.uploadsOf(invitation.productId)).toEqual([]);
  expect(await ground.imagesOf(invitation.productId)).toEqual([invitation.image]);
  expect((await ground.served(invitation)).bytes).toEqual(aPng());
});

test("an object that nobody asked for is never looked at", async () => {
  const product = await makeProduct(shop);
  const Key = `products/${product.id}/${randomUUID()}.png`;
  await ground.s3.send(new PutObjectCommand({ Bucket: ground.buckets.uploads, Key, Body: aPng() }));

  await ground.settle();

  expect(await ground.imagesOf(product.id)).toEqual([]);
});
