import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { freshBucket } from "@shopeasy/testing/buckets";
import { clientConfig } from "@shopeasy/testing/cloud";
import { ask, type GatewayUnderTest, nobody, startGatewayUnderTest } from "./gateway-under-test";

const picture = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/></svg>';
const photo = "not really a photo";
const forEver = "public, max-age=31536000, immutable";
let shop: GatewayUnderTest;

beforeAll(async () => {
  const { name, environment } = await freshBucket("images");
  const s3 = new S3Client(clientConfig("s3"));
  const stored = { Bucket: name, Body: picture, ContentType: "image/svg+xml" };
  await s3.send(new PutObjectCommand({ ...stored, Key: "products/tent.svg" }));
  await s3.send(new PutObjectCommand({ ...stored, Key: "products/tent@2.svg" }));
  const uploaded = { Bucket: name, Body: photo, ContentType: "image/avif", CacheControl: forEver };
  await s3.send(new PutObjectCommand({ ...uploaded, Key: "products/1/2.avif" }));
  s3.destroy();
  shop = await startGatewayUnderTest({ environment });
});

afterAll(() => shop.stop());

const media = (path: string, options = {}) => ask(shop.url, { path: `/media${path}`, ...options });

test("a picture comes with its type, may be kept, and can run nothing", async () => {
  const { status, headers, body } = await media("/products/tent.svg?v=1");

  expect([status, body]).toEqual([200, picture]);
  expect(headers).toMatchObject({
    "content-type": "image/svg+xml",
    "content-length": String(picture.length),
    "cache-control": expect.stringContaining("public, max-age="),
    "content-security-policy": expect.stringContaining("sandbox"),
    "x-content-type-options": "nosniff",
    etag: expect.any(String),
  });
  expect(Object.keys(headers).filter((name) => name.startsWith("x-amz"))).toEqual([]);
});

test("who has a picture is told that it is still the same; HEAD tells without it; a part can be had", async () => {
  const { headers } = await media("/products/tent.svg");

  const same = await media("/products/tent.svg", { headers: { "if-none-match": headers.etag } });
  const head = await media("/products/tent.svg", { method: "HEAD" });
  const part = await media("/products/tent.svg", { headers: { range: "bytes=0-3" } });

  expect([same.status, same.body]).toEqual([304, ""]);
  expect([head.status, head.body, head.headers["content-length"]]).toEqual([200, "", String(picture.length)]);
  expect([part.status, part.body]).toEqual([206, "<svg"]);
});

test("one that was uploaded is kept for ever, and can run nothing either", async () => {
  const { status, headers, body } = await media("/products/1/2.avif");

  expect([status, body]).toEqual([200, photo]);
  expect(headers).toMatchObject({
    "content-type": "image/avif",
    "cache-control": forEver,
    "content-security-policy": expect.stringContaining("sandbox"),
    "x-content-type-options": "nosniff",
  });
});

test("a part that a picture does not have is a 416, without a word of the bucket", async () => {
  const { status, headers, body } = await media("/products/1/2.avif", { headers: { range: "bytes=900-" } });

  expect([status, headers["content-type"]]).toEqual([416, "application/problem+json; charset=utf-8"]);
  expect(body).not.toContain("<");
});

describe("nothing but a picture is there", () => {
  it.each([
    "",
    "/",
    "/products",
    "/products/",
    "/products/none.svg",
    "/?list-type=2",
    "/../images",
    "/products/../../images",
    "/%2e%2e/shop",
    "/..%2fshop",
    "/products//tent.svg",
    "/products/./tent.svg",
    "/products\\tent.svg",
    "/products/tent@2.svg",
    "/products/tent.svg/..",
    `/${"a".repeat(600)}`,
  ])("/media%s is a 404", async (path) => {
    const { status, headers, body } = await media(path);

    expect([status, headers["content-type"]]).toEqual([404, "application/problem+json; charset=utf-8"]);
    expect(body).not.toContain("<");
  });
});

test("pictures can only be read", async () => {
  const answer = await media("/products/tent.svg", { method: "PUT", body: "other" });

  expect([answer.status, answer.headers.allow]).toEqual([405, "GET, HEAD"]);
  expect((await media("/products/tent.svg")).body).toBe(picture);
});

test("while the bucket can't be reached it is a 502", async () => {
  const other = await startGatewayUnderTest({ environment: { AWS_ENDPOINT_URL_S3: nobody } });

  const answer = await ask(`${other.url}/media/products/tent.svg`);

  expect([answer.status, JSON.parse(answer.body).type]).toEqual([
    502,
    "https://shopeasy.dev/problems/bad-gateway",
  ]);
  await other.stop();
});
