import { once } from "node:events";
import { request } from "node:http";
import { gzipSync } from "node:zlib";
import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { freshBucket } from "@shopeasy/testing/buckets";
import { clientConfig } from "@shopeasy/testing/cloud";
import { eventually } from "@shopeasy/testing/eventually";
import { type CatalogGround, codeOf, customerToken, startCatalog } from "./catalog-ground";
import {
  aCatalogue,
  csv,
  ended,
  importOf,
  linesOf,
  ndjson,
  productOf,
  send,
  startShop,
  taken,
} from "./import-ground";

let shop: CatalogGround;
let bucket: string;
const s3 = new S3Client(clientConfig("s3"));
/** What the service asked of S3. */
const asked: string[] = [];

beforeAll(async () => {
  const imports = await freshBucket("imports");
  bucket = imports.name;
  shop = await startShop(imports.environment);
  shop.deps.importFiles.s3.middlewareStack.add((next, context) => (args) => {
    asked.push(String(context.commandName));
    return next(args);
  });
});
afterAll(async () => {
  await shop.stop();
  s3.destroy();
});

const post = () => shop.api.post("/api/v1/products/import").set("Authorization", shop.staff);
const keptFiles = async () => {
  const { KeyCount } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
  return KeyCount;
};
const importCount = async () => {
  const [row] = await shop.outside`select count(*)::int as count from imports`;
  return row?.count;
};

test("a file of products is received, taken in, and told of", async () => {
  const { lines, products } = aCatalogue(3);

  const { body, headers } = await post()
    .set("Content-Type", ndjson)
    .send(linesOf(...lines))
    .expect(202);
  const done = await ended(shop, body.id);

  expect(headers.location).toBe(`/api/v1/imports/${body.id}`);
  expect(done).toMatchObject({ format: "ndjson", status: "completed", message: null });
  expect(done).toMatchObject({ total: 5, created: 5, updated: 0, failed: 0, errors: [] });
  expect(done.bytesDone).toBe(done.bytes);
  expect((await productOf(shop, products[2]!.slug)).variants[0].available).toBe(3);
  await eventually(async () => expect(await keptFiles()).toBe(0));
});

test("a bad line fails alone, with its number and why", async () => {
  const { lines, products } = aCatalogue(2);
  const [category, brand, first, second] = lines;

  const done = await taken(shop, linesOf(category, brand, first, "{", { ...second, price: -1 }, second));

  expect(done).toMatchObject({ status: "completed", total: 6, created: 4, failed: 2 });
  expect(done.errors).toEqual([
    { line: 4, message: "is not JSON" },
    { line: 5, message: "price: Unknown field" },
  ]);
  await productOf(shop, products[1]!.slug);
});

test("of many bad lines the first thousand are told, and all are counted", async () => {
  const done = await taken(shop, "nonsense\n".repeat(1_500));

  expect(done).toMatchObject({ status: "completed", total: 1_500, failed: 1_500 });
  expect(done.errors).toHaveLength(1_000);
  expect(done.errors.at(-1)).toEqual({ line: 1_000, message: "is not JSON" });
});

test("of two lines of one product the later stands", async () => {
  const { lines, products } = aCatalogue(1);
  const [slug, sku] = [products[0]!.slug, products[0]!.variants[0]!.sku];

  const done = await taken(shop, linesOf(...lines, { ...products[0], name: "Later" }));

  expect(done).toMatchObject({ total: 4, created: 3, updated: 1, failed: 0 });
  expect(await productOf(shop, slug)).toMatchObject({ name: "Later", variants: [{ sku }] });
});

test.each([
  ["an empty one of NDJSON, as an empty shop exports", "", ndjson, { status: "completed", total: 0 }],
  ["an empty CSV", "", csv, { status: "failed", message: "The file has no header line." }],
  [
    "a CSV of a header alone",
    "slug,name,category,status,currency,sku,price\r\n",
    csv,
    { status: "completed", total: 0 },
  ],
  [
    "a CSV with a strange header",
    "Handle,Title\nx,y\n",
    csv,
    { status: "failed", message: expect.stringContaining('unknown columns "Handle", "Title"') },
  ],
  [
    "a picture",
    Buffer.from("89504e470d0a1a0a0000000d49484452ffd8", "hex"),
    ndjson,
    { status: "completed", created: 0, failed: 3 },
  ],
  [
    "a spreadsheet's own format",
    Buffer.from("504b0304140006000800fffe", "hex"),
    csv,
    { status: "failed", message: "The header line is not UTF-8." },
  ],
])("%s ends as it should", async (_, file, type, outcome) => {
  expect(await taken(shop, file, type)).toMatchObject(outcome);
});

test("Windows' line ends and a byte order mark are taken as they come", async () => {
  const { lines } = aCatalogue(2);

  const done = await taken(shop, `\uFEFF${linesOf(...lines).replaceAll("\n", "\r\n")}`);

  expect(done).toMatchObject({ total: 4, created: 4, failed: 0 });
});

test("a line of fifty megabytes fails alone", async () => {
  const { lines } = aCatalogue(1);
  const [category, brand, product] = lines;
  const huge = JSON.stringify({ ...product, description: "x".repeat(50_000_000) });

  const done = await taken(shop, linesOf(category, brand, huge, product));

  expect(done).toMatchObject({ total: 4, created: 3, failed: 1 });
  expect(done.errors).toEqual([{ line: 3, message: "is longer than 1000000 bytes" }]);
});

test.each([
  ["application/json", {}, "unsupported-media-type"],
  ["multipart/form-data; boundary=x", {}, "unsupported-media-type"],
  ["text/csv; charset=iso-8859-1", {}, "unsupported-media-type"],
  ["text/csv", { "Content-Encoding": "gzip" }, "unsupported-content-encoding"],
])("a file sent as %s %j is refused", async (type, headers, code) => {
  const answer = await post().set("Content-Type", type).set(headers).send(gzipSync("slug")).expect(415);

  expect(codeOf(answer)).toBe(code);
});

test("only staff send files, and see what became of them", async () => {
  const id = await send(shop, "");
  const customer = await customerToken();
  const sending = () => shop.api.post("/api/v1/products/import").set("Content-Type", ndjson).send("{}");
  const asking = () => shop.api.get(`/api/v1/imports/${id}`);

  await sending().expect(401);
  await sending().set("Authorization", customer).expect(403);
  await asking().expect(401);
  await asking().set("Authorization", customer).expect(403);
});

test("an import that nobody sent is unknown", async () => {
  const asking = (id: string) => shop.api.get(`/api/v1/imports/${id}`).set("Authorization", shop.staff);

  const unknown = await asking("0190a000-0000-7000-8000-000000000042").expect(404);
  await asking("42").expect(400);

  expect(codeOf(unknown)).toBe("unknown-import");
});

/** A request whose body the test sends bit by bit. */
function openUpload(headers: Record<string, string> = {}) {
  const { origin } = new URL(shop.api.get("/").url);
  return request(`${origin}/api/v1/products/import`, {
    method: "POST",
    headers: { Authorization: shop.staff, "Content-Type": ndjson, ...headers },
  });
}

const megabyte = Buffer.alloc(1_000_000, "x");

test("a file of more than 200 MB is refused, by its announced length or as it comes", async () => {
  const before = await importCount();
  const announced = openUpload({ "Content-Length": "200000001" });
  announced.on("error", () => {});
  announced.flushHeaders();
  const [refused] = await once(announced, "response");
  announced.destroy();
  asked.length = 0;

  const endless = openUpload({ "Transfer-Encoding": "chunked" });
  const answered = once(endless, "response");
  for (let count = 0; count < 201; count++) {
    if (!endless.write(megabyte)) await once(endless, "drain");
  }
  endless.end();
  const [tooMuch] = await answered;

  expect([refused.statusCode, tooMuch.statusCode]).toEqual([413, 413]);
  expect(asked).toContain("AbortMultipartUploadCommand");
  expect([await importCount(), await keptFiles()]).toEqual([before, 0]);
});

test("of an upload that breaks off nothing is left, and nothing runs", async () => {
  const before = await importCount();
  asked.length = 0;
  const upload = openUpload({ "Content-Length": "50000000" });
  upload.on("error", () => {});
  for (let count = 0; count < 12; count++) upload.write(megabyte);
  await eventually(() => expect(asked).toContain("UploadPartCommand"));

  upload.destroy();

  await eventually(() => expect(asked).toContain("AbortMultipartUploadCommand"));
  expect(asked).not.toContain("CompleteMultipartUploadCommand");
  expect([await importCount(), await keptFiles()]).toEqual([before, 0]);
});

test("a large file is received in parts, and read in ranges", async () => {
  const { lines } = aCatalogue(1);
  const padding = `${" ".repeat(900_000)}\n`.repeat(12);
  asked.length = 0;

  const done = await taken(shop, padding + linesOf(...lines));

  expect(done).toMatchObject({ status: "completed", total: 3, created: 3 });
  expect(asked.filter((name) => name === "UploadPartCommand")).toHaveLength(3);
  expect(asked.filter((name) => name === "GetObjectCommand").length).toBeGreaterThan(3);
});

test("where files can't be kept the sender is told so", async () => {
  const broken = await startCatalog({ AWS_ENDPOINT_URL_S3: "http://127.0.0.1:9" });

  const answer = await broken.api
    .post("/api/v1/products/import")
    .set("Authorization", broken.staff)
    .set("Content-Type", ndjson)
    .send("{}")
    .expect(503);

  expect(codeOf(answer)).toBe("files-unavailable");
  await broken.stop();
});

test("how far an import is can be asked at any time", async () => {
  const id = await send(shop, "x\n");

  const queued = await importOf(shop, id);

  expect(["queued", "running", "completed"]).toContain(queued.status);
  expect((await ended(shop, id)).finishedAt).not.toBeNull();
});
