import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { freshBucket } from "@shopeasy/testing/buckets";
import { clientConfig, cloudEnvironment } from "@shopeasy/testing/cloud";
import { jwksUrl } from "@shopeasy/testing/tokens";
import { eq } from "drizzle-orm";
import { readWorkerConfig } from "../src/config";
import { imageUploads } from "../src/db/schema";
import { lookAfterUploads } from "../src/images/look-after-uploads";
import { createWorkerDeps, type WorkerDeps } from "../src/worker-deps";
import { makeProduct, startCatalog } from "./catalog-ground";

/** What a member of staff was answered who wants to send an image. */
export interface Invitation {
  uploadUrl: string;
  uploadHeaders: Record<string, string>;
  expiresAt: string;
  image: { url: string; alt: string };
}

export type ImageGround = Awaited<ReturnType<typeof startImages>>;

/** Catalog and its worker with buckets of their own, and a clock that tests put forward. */
export async function startImages() {
  // The AWS SDK finds its credentials there, as it does in production.
  Object.assign(process.env, cloudEnvironment());
  const s3 = new S3Client(clientConfig("s3"));
  const [uploads, images] = await Promise.all([freshBucket("uploads"), freshBucket("images")]);
  const shop = await startCatalog({ ...uploads.environment });
  const time = { aheadMs: 0 };
  const clock = { now: () => new Date(Date.now() + time.aheadMs) };
  shop.deps.clock.now = clock.now;
  const config = readWorkerConfig({
    ...cloudEnvironment(),
    ...uploads.environment,
    ...images.environment,
    DATABASE_URL: shop.url,
    JWKS_URL: jwksUrl(),
    SERVICE_TOKEN_SECRET: "a secret between the services of the tests",
    LOG_LEVEL: "error",
  });
  const worker: WorkerDeps = { ...createWorkerDeps(config), clock };
  const { db } = shop.deps.database;

  const asStaff = (path: string) => shop.api.get(`/api/v1/products/${path}`).set("Authorization", shop.staff);
  const invite = (idOrSlug: string, like: Record<string, unknown> = {}) =>
    shop.api
      .post(`/api/v1/products/${idOrSlug}/images`)
      .set("Authorization", shop.staff)
      .send({ fileName: "tent.png", contentType: "image/png", alt: "A tent", ...like });
  const isOf = (productId: string) => eq(imageUploads.productId, productId as never);

  return {
    shop,
    worker,
    time,
    buckets: { uploads: uploads.name, images: images.name },
    s3,
    invite,
    /** An address to send an image of a new product to. */
    async anInvitation(like: Record<string, unknown> = {}): Promise<Invitation & { productId: string }> {
      const product = await makeProduct(shop);
      const { body } = await invite(product.id, like).expect(201);
      return { productId: product.id, ...body };
    },
    /** Lets the worker do all that is due, and what comes of that. */
    async settle() {
      time.aheadMs += 2_000;
      while ((await lookAfterUploads(worker)) > 0);
    },
    imagesOf: async (id: string) => (await asStaff(id).expect(200)).body.images,
    uploadsOf: async (id: string) => (await asStaff(`${id}/images`).expect(200)).body.items,
    async rowOf(productId: string) {
      const [row] = await db.select().from(imageUploads).where(isOf(productId));
      if (!row) throw new Error("There is no such upload");
      return row;
    },
    /** As a worker does that takes the upload in hand. */
    async lease(productId: string, forMs: number) {
      const lookAt = new Date(clock.now().getTime() + forMs);
      await db.update(imageUploads).set({ lookAt }).where(isOf(productId));
    },
    async keysIn(bucket: "uploads" | "images", productId: string) {
      const Bucket = { uploads, images }[bucket].name;
      const list = new ListObjectsV2Command({ Bucket, Prefix: `products/${productId}/` });
      return ((await s3.send(list)).Contents ?? []).map(({ Key }) => Key);
    },
    /** An image as it is served. */
    async served({ image }: Invitation) {
      const Key = image.url.replace("/media/", "");
      const { Body, ContentType, CacheControl } = await s3.send(
        new GetObjectCommand({ Bucket: images.name, Key }),
      );
      return { ContentType, CacheControl, bytes: Buffer.from((await Body?.transformToByteArray()) ?? []) };
    },
    async stop() {
      await worker.close();
      await shop.stop();
      s3.destroy();
    },
  };
}

/** Sends a file to its address; gives the status. */
export async function put(
  { uploadUrl, uploadHeaders }: Invitation,
  bytes: Buffer,
  headers = uploadHeaders,
): Promise<number> {
  return (await fetch(uploadUrl, { method: "PUT", headers, body: new Uint8Array(bytes) })).status;
}
