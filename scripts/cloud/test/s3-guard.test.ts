import { request } from "node:http";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { freshBucket } from "@shopeasy/testing/buckets";
import { clientConfig, cloudEndpoints } from "@shopeasy/testing/cloud";

const s3 = new S3Client({ ...clientConfig("s3"), requestChecksumCalculation: "WHEN_REQUIRED" });
const stranger = new S3Client({
  ...clientConfig("s3"),
  credentials: { accessKeyId: "local", secretAccessKey: "guessed" },
  requestChecksumCalculation: "WHEN_REQUIRED",
});
let uploads: string;
let images: string;

beforeAll(async () => {
  uploads = (await freshBucket("uploads")).name;
  images = (await freshBucket("images")).name;
});
afterAll(() => {
  s3.destroy();
  stranger.destroy();
});

const picture = "a picture of 26 characters";
const signableHeaders = new Set(["content-type", "content-length", "host"]);

interface Presigning {
  by?: S3Client;
  key?: string;
  size?: number;
  expiresIn?: number;
  signingDate?: Date;
}

const aPutUrl = ({ by = s3, key = "a picture/é.png", size, ...options }: Presigning = {}) =>
  getSignedUrl(
    by,
    new PutObjectCommand({ Bucket: uploads, Key: key, ContentType: "image/png", ContentLength: size }),
    { expiresIn: 60, ...options, signableHeaders },
  );

const put = async (url: string, headers: Record<string, string> = {}, body = picture) => {
  const answer = await fetch(url, {
    method: "PUT",
    headers: { "Content-Type": "image/png", ...headers },
    body,
  });
  const text = await answer.text();
  return { status: answer.status, code: /<Code>(.*)<\/Code>/.exec(text)?.[1], headers: answer.headers };
};

const stored = async (key = "a picture/é.png") => {
  const found = await s3.send(new GetObjectCommand({ Bucket: uploads, Key: key }));
  return { type: found.ContentType, text: await found.Body?.transformToString() };
};

test("what is uploaded as it was signed is taken", async () => {
  const withSize = await put(await aPutUrl({ size: picture.length }));
  const without = await put(await aPutUrl({ key: "other.png" }));

  expect([withSize.status, without.status]).toEqual([200, 200]);
  expect(await stored()).toEqual({ type: "image/png", text: picture });
});

describe("S3 refuses an upload", () => {
  const key = "refused.png";
  const refused = { status: 403, code: "SignatureDoesNotMatch" };
  afterEach(async () => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: uploads, Prefix: key }));
    expect(Contents).toEqual([]);
  });

  it("of another type than was signed", async () => {
    const url = await aPutUrl({ key });

    expect(await put(url, { "Content-Type": "text/html" })).toMatchObject(refused);
    expect(await put(url, { "Content-Type": "image/png; charset=utf-8" })).toMatchObject(refused);
  });

  it("of another length than was signed", async () => {
    const url = await aPutUrl({ key, size: picture.length });

    expect(await put(url, {}, `${picture} and more`)).toMatchObject(refused);
    expect(await put(url, {}, "less")).toMatchObject(refused);
    expect(await put(url, {}, "")).toMatchObject(refused);
  });

  it("whose length it is not told beforehand", async () => {
    const chunked = request(await aPutUrl({ key }), {
      method: "PUT",
      headers: { "content-type": "image/png" },
    });
    const answered = new Promise((resolve) =>
      chunked.on("response", ({ statusCode }) => resolve(statusCode)),
    );
    chunked.write("begun");
    chunked.end("and ended");

    expect(await answered).toBe(411);
  });

  it("under another key, by another method, or with something added to the query", async () => {
    const url = await aPutUrl({ key });

    expect(await put(url.replace(key, `${key}.html`))).toMatchObject(refused);
    expect(await put(`${url}&x-amz-acl=public-read`)).toMatchObject(refused);
    expect((await fetch(url, { method: "DELETE" })).status).toBe(403);
    expect((await fetch(url)).status).toBe(403);
  });

  it("with further headers for S3 that were not signed", async () => {
    const url = await aPutUrl({ key });

    expect(await put(url, { "x-amz-acl": "public-read" })).toMatchObject({
      status: 403,
      code: "AccessDenied",
    });
    expect(await put(url, { "x-amz-copy-source": `${uploads}/other.png` })).toMatchObject({ status: 403 });
  });

  it("by a URL that has expired, or was given a longer life", async () => {
    const expired = await aPutUrl({ key, signingDate: new Date(Date.now() - 61_000) });

    expect(await put(expired)).toMatchObject({ status: 403, code: "AccessDenied" });
    expect(await put(expired.replace("X-Amz-Expires=60", "X-Amz-Expires=600"))).toMatchObject(refused);
  });

  it("by a URL signed with another secret, or by nobody", async () => {
    const bare = `${cloudEndpoints().s3}/${uploads}/${key}`;

    expect(await put(await aPutUrl({ by: stranger, key }))).toMatchObject(refused);
    expect(await put(bare)).toMatchObject({ status: 403, code: "AccessDenied" });
    expect(await put(`${bare}?X-Amz-Signature=00`)).toMatchObject({ status: 400 });
  });
});

test("without credentials nothing of an unserved bucket can be read, and no bucket be listed", async () => {
  await s3.send(new PutObjectCommand({ Bucket: uploads, Key: "seen.png", Body: picture }));
  await s3.send(new PutObjectCommand({ Bucket: images, Key: "seen.png", Body: picture }));
  const statusOf = async (path: string, init?: RequestInit) =>
    (await fetch(`${cloudEndpoints().s3}/${path}`, init)).status;

  expect(await statusOf(`${images}/seen.png`)).toBe(200);
  expect(await statusOf(`${uploads}/seen.png`)).toBe(403);
  expect([await statusOf(images), await statusOf(`${images}/`)]).toEqual([403, 403]);
  expect(await statusOf(`${images}/seen.png`, { method: "DELETE" })).toBe(403);
  await s3.send(new DeleteObjectCommand({ Bucket: images, Key: "seen.png" }));
});

test("a page of any origin may send an upload, and read whether it was taken", async () => {
  const url = await aPutUrl({ key: "from-a-page.png" });
  const origin = { Origin: "https://staff.example" };

  const preflight = await fetch(url, {
    method: "OPTIONS",
    headers: {
      ...origin,
      "Access-Control-Request-Method": "PUT",
      "Access-Control-Request-Headers": "content-type",
    },
  });
  const sent = await put(url, origin);

  expect([preflight.status, sent.status]).toEqual([200, 200]);
  expect(preflight.headers.get("access-control-allow-methods")).toContain("PUT");
  expect(preflight.headers.get("access-control-allow-headers")).toBe("content-type");
  for (const { headers } of [preflight, sent]) expect(headers.get("access-control-allow-origin")).toBe("*");
});
