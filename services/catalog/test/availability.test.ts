import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { connect, createServer } from "node:net";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { type SkuAvailability, skuKey } from "@shopeasy/contracts/availability";
import type { Sku } from "@shopeasy/contracts/ids";
import { clientConfig, cloudEndpoints, cloudEnvironment } from "@shopeasy/testing/cloud";
import { eventually } from "@shopeasy/testing/eventually";
import { freePort } from "@shopeasy/testing/free-port";
import { type FreshTable, freshTable } from "@shopeasy/testing/tables";
import {
  aSku,
  aVariant,
  type CatalogGround,
  codeOf,
  customerToken,
  makeProduct,
  makeStock,
  receive,
  startCatalog,
} from "./catalog-ground";

let shop: CatalogGround;
let table: FreshTable;
const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig("dynamodb")));

beforeAll(async () => {
  // The AWS SDK finds its credentials there, as it does in production.
  Object.assign(process.env, cloudEnvironment());
  table = await freshTable("availability");
  shop = await startCatalog({ ...table.environment });
});
afterAll(async () => {
  await shop.stop();
  dynamo.destroy();
});

const hour = (fromNow: number) => String(Math.floor(Date.now() / 3_600_000) + fromNow);

/** What the lambda writes of a SKU: so many pieces in carts of the next hours, unless they are told by the hour. */
function tell(sku: Sku, state: Partial<SkuAvailability> & { pieces?: number }) {
  const { pieces = 0, ...known } = state;
  const inCarts = pieces > 0 ? { [hour(2)]: pieces } : {};
  const item = { sku, available: null, stockVersion: -1, inCarts, revision: 1, ...known };
  return dynamo.send(new PutCommand({ TableName: table.name, Item: { ...skuKey(sku), ...item } }));
}

const presentStateOf = async (idOrSlug: string, at = shop) =>
  (await at.api.get(`/api/v1/products/${idOrSlug}/availability`).expect(200)).body.items;

const streams: Listening[] = [];
afterEach(() => {
  for (const { close } of streams.splice(0)) close();
});

interface Listening {
  status: number | undefined;
  headers: IncomingMessage["headers"];
  /** The data of the events so far. */
  events: { sku: string; available: number; inCarts: number }[];
  /** As it came. */
  text: () => string;
  close: () => void;
}

/** Listens to a product's availability. */
async function listen(idOrSlug: string, at = shop, headers: Record<string, string> = {}): Promise<Listening> {
  const { url } = at.api.get(`/api/v1/products/${idOrSlug}/availability`);
  const asked = request(url, { agent: false, headers: { accept: "text/event-stream", ...headers } });
  asked.on("error", () => {});
  asked.end();
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  let text = "";
  answer.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  answer.on("error", () => {});
  const listening = {
    status: answer.statusCode,
    headers: answer.headers,
    get events() {
      return [...text.matchAll(/^data: (.*)\n/gm)].map(([, json = ""]) => JSON.parse(json));
    },
    text: () => text,
    close: () => asked.destroy(),
  };
  streams.push(listening);
  return listening;
}

const hasHeard = (listening: Listening, ...events: unknown[]) =>
  eventually(() => expect(listening.events).toEqual(events));

describe("the present state", () => {
  it("is the stock of each SKU in its order, and how many pieces are in carts", async () => {
    const [first, second] = [aSku(), aSku()];
    const product = await makeProduct(shop, {
      options: [{ name: "Size", values: ["S", "M"] }],
      variants: [
        aVariant({ sku: second, options: { Size: "S" } }),
        aVariant({ sku: first, options: { Size: "M" } }),
      ],
    });
    await receive(shop, first, 7);
    await tell(first, { pieces: 3 });

    const { headers, body } = await shop.api.get(`/api/v1/products/${product.slug}/availability`).expect(200);

    expect(body).toEqual({
      items: [
        { sku: second, available: 0, inCarts: 0 },
        { sku: first, available: 7, inCarts: 3 },
      ],
    });
    expect(headers["cache-control"]).toBe("no-store");
    expect(await presentStateOf(product.id)).toEqual(body.items);
  });

  it("counts no carts that have expired", async () => {
    const product = await makeProduct(shop);
    const sku = product.variants[0].sku;
    await tell(sku, { inCarts: { [hour(-5)]: 9, [hour(0)]: 8, [hour(1)]: 2, [hour(700)]: 1 } });

    expect(await presentStateOf(product.id)).toEqual([{ sku, available: 0, inCarts: 3 }]);
  });

  it("is the database's where the table has not heard of the newest stock, and the other way round", async () => {
    const product = await makeProduct(shop);
    const sku = product.variants[0].sku;
    await receive(shop, sku, 5);
    await tell(sku, { available: 1, stockVersion: 0 });
    const before = await presentStateOf(product.id);

    await tell(sku, { available: 3, stockVersion: 99 });

    expect(before).toEqual([{ sku, available: 5, inCarts: 0 }]);
    expect(await presentStateOf(product.id)).toEqual([{ sku, available: 3, inCarts: 0 }]);
  });

  it("of a hundred SKUs is told at once", async () => {
    const values = Array.from({ length: 100 }, (_, index) => `No. ${index}`);
    const variants = values.map((value) => aVariant({ options: { Kind: value } }));
    const product = await makeProduct(shop, { options: [{ name: "Kind", values }], variants });
    const last = product.variants[99].sku;
    await tell(last, { pieces: 4 });

    const items = await presentStateOf(product.id);

    expect(items).toHaveLength(100);
    expect(items[99]).toEqual({ sku: last, available: 0, inCarts: 4 });
  });

  it("of a draft is told to staff only, and of nothing to nobody", async () => {
    const { id } = await makeProduct(shop, { status: "draft" });
    const path = `/api/v1/products/${id}/availability`;

    const refused = await shop.api.get(path).expect(404);
    await shop.api
      .get(path)
      .set("Authorization", await customerToken())
      .expect(404);
    await shop.api.get(path).set("Authorization", shop.staff).expect(200);
    await shop.api.get("/api/v1/products/no-such/availability").expect(404);
    const stream = await listen(id);
    const ofStaff = await listen(id, shop, { authorization: shop.staff });

    expect(codeOf(refused)).toBe("unknown-product");
    expect([stream.status, ofStaff.status]).toEqual([404, 200]);
  });

  it("is what a caller gets that asks for anything else, or for no events", async () => {
    const product = await makeProduct(shop);

    for (const accept of ["*/*", "application/json", "text/event-stream;q=0, */*"]) {
      const { headers } = await shop.api
        .get(`/api/v1/products/${product.id}/availability`)
        .set("Accept", accept)
        .expect(200);
      expect(headers["content-type"]).toContain("application/json");
    }
  });

  it("is told without carts while the table can't be read", async () => {
    const cutOff = await startCatalog({ AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${await freePort()}` });
    const product = await makeProduct(cutOff);

    const state = await presentStateOf(product.id, cutOff);

    expect(state).toEqual([{ sku: product.variants[0].sku, available: 0, inCarts: 0 }]);
    await cutOff.stop();
  });
});

describe("who listens", () => {
  it("hears the present state first, then each change, and nothing twice", async () => {
    const product = await makeProduct(shop);
    const sku = product.variants[0].sku;
    await receive(shop, sku, 4);
    await tell(sku, { available: 4, stockVersion: 1, pieces: 1 });
    const stream = await listen(product.slug);
    await hasHeard(stream, { sku, available: 4, inCarts: 1 });

    await tell(sku, { available: 4, stockVersion: 1, pieces: 2, revision: 2 });
    await eventually(() => expect(stream.events).toHaveLength(2));
    await tell(sku, { available: 3, stockVersion: 2, pieces: 2, revision: 3 });

    await hasHeard(
      stream,
      { sku, available: 4, inCarts: 1 },
      { sku, available: 4, inCarts: 2 },
      { sku, available: 3, inCarts: 2 },
    );
    expect(stream.headers).toMatchObject({
      "content-type": "text/event-stream",
      "cache-control": "no-store",
    });
    expect(stream.text()).toContain(`id: ${sku}:2\ndata: `);
  });

  it("is never told an older stock after a newer", async () => {
    const product = await makeProduct(shop);
    const sku = product.variants[0].sku;
    await receive(shop, sku, 5);
    await receive(shop, sku, 5);
    await tell(sku, { available: 5, stockVersion: 1 });
    const stream = await listen(product.id);

    await tell(sku, { available: 5, stockVersion: 1, pieces: 1 });
    await eventually(() => expect(stream.events).toHaveLength(2));

    expect(stream.events.map(({ available }) => available)).toEqual([10, 10]);
  });

  it("keeps what it heard when the table forgets, and hears of a SKU that the table did not know", async () => {
    const sku = await makeStock(shop, 6);
    const [{ product_id: id } = { product_id: "" }] = await shop.outside`
      select product_id from stock where sku = ${sku}`;
    const stream = await listen(id);
    await hasHeard(stream, { sku, available: 6, inCarts: 0 });

    await tell(sku, { available: 6, stockVersion: 1, pieces: 2 });
    await eventually(() => expect(stream.events).toHaveLength(2));
    await dynamo.send(new DeleteCommand({ TableName: table.name, Key: skuKey(sku) }));
    await tell(sku, { available: 6, stockVersion: 1, pieces: 3 });

    await hasHeard(
      stream,
      { sku, available: 6, inCarts: 0 },
      { sku, available: 6, inCarts: 2 },
      { sku, available: 6, inCarts: 3 },
    );
  });

  it("hears only of the product it listens to, as does each of many", async () => {
    const products = await Promise.all([1, 2, 3].map(() => makeProduct(shop)));
    const heard = await Promise.all(products.flatMap(({ id }) => [listen(id), listen(id)]));
    await eventually(() => {
      for (const { events } of heard) expect(events).toHaveLength(1);
    });

    await Promise.all(products.map(({ variants }, index) => tell(variants[0].sku, { pieces: index + 1 })));

    await eventually(() => {
      expect(heard.map(({ events }) => events.at(-1)?.inCarts)).toEqual([1, 1, 2, 2, 3, 3]);
    });
    expect(heard.map(({ events }) => events.length)).toEqual([2, 2, 2, 2, 2, 2]);
  });

  it("keeps the connection while the table is away, and hears what changed once it is back", async () => {
    const port = await freePort();
    const cutOff = await startCatalog({
      ...table.environment,
      AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${port}`,
    });
    const product = await makeProduct(cutOff);
    const sku = product.variants[0].sku;
    await tell(sku, { pieces: 5 });
    const stream = await listen(product.id, cutOff);
    await hasHeard(stream, { sku, available: 0, inCarts: 0 });

    const { port: real } = new URL(cloudEndpoints().dynamodb);
    const bridge = createServer((socket) => {
      const on = connect(Number(real), "127.0.0.1");
      socket
        .on("error", () => on.destroy())
        .pipe(on.on("error", () => socket.destroy()))
        .pipe(socket);
    }).listen(port, "127.0.0.1");

    await eventually(() => expect(stream.events.at(-1)).toEqual({ sku, available: 0, inCarts: 5 }), {
      withinMs: 10_000,
    });
    stream.close();
    await cutOff.stop();
    bridge.close();
  });
});

describe("a process keeps no more listeners than it can", () => {
  it("and tells one too many to come back later, until one has gone", async () => {
    const small = await startCatalog({ ...table.environment, AVAILABILITY_LISTENERS: "2" });
    const { id } = await makeProduct(small);
    const [first] = await Promise.all([listen(id, small), listen(id, small)]);

    const refused = await listen(id, small);
    first.close();
    const admitted = await eventually(async () => {
      const stream = await listen(id, small);
      expect(stream.status).toBe(200);
      return stream;
    });

    expect([refused.status, refused.headers["retry-after"]]).toEqual([503, "30"]);
    expect(await presentStateOf(id, small)).toHaveLength(1);
    await eventually(() => expect(admitted.events).toHaveLength(1));
    await small.stop();
  });

  it("of one address neither", async () => {
    const small = await startCatalog({
      ...table.environment,
      AVAILABILITY_LISTENERS_PER_ADDRESS: "1",
      TRUSTED_PROXIES: "1",
    });
    const { id } = await makeProduct(small);
    const from = (address: string) => listen(id, small, { "x-forwarded-for": address });

    const streams = [await from("198.51.100.1"), await from("198.51.100.1"), await from("198.51.100.2")];

    expect(streams.map(({ status }) => status)).toEqual([200, 429, 200]);
    await small.stop();
  });
});
