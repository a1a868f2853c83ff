import { eventually } from "@shopeasy/testing/eventually";
import { describeWithValkey, startValkey, type ValkeyServer } from "@shopeasy/testing/valkey";
import { type CatalogGround, makeProduct, startCatalog } from "./catalog-ground";
import { type Instance, startInstances } from "./two-instances";

describeWithValkey("two instances that share their answers", () => {
  let shop: CatalogGround;
  let valkey: ValkeyServer;
  let instances: [Instance, Instance];
  beforeAll(async () => {
    [shop, valkey] = await Promise.all([startCatalog(), startValkey()]);
    instances = await startInstances(shop, { CACHE_URL: valkey.url });
  });
  afterAll(async () => {
    await Promise.all(instances.map((instance) => instance.stop()));
    await valkey.kill();
    await shop.stop();
  });

  let asked = 0;
  /** An address that nobody has asked for yet. */
  const anAddress = () => `/products?maxPrice=${1_000_000 + asked++}`;

  /** Has one instance ask for what the other has just made, until it need not make it itself. */
  const untilShared = ([maker, taker]: [Instance, Instance]) =>
    eventually(
      async () => {
        const address = anAddress();
        const before = await taker.count("shared");
        const made = await maker.get(address);
        const taken = await taker.get(address);
        expect(taken.body).toEqual(made.body);
        expect(taken.headers.get("etag")).toBe(made.headers.get("etag"));
        expect(await taker.count("shared")).toBe(before + 1);
      },
      { withinMs: 10_000 },
    );

  test("one answers with what the other has made", async () => {
    await makeProduct(shop);

    await untilShared([instances[0], instances[1]]);
    await untilShared([instances[1], instances[0]]);
  }, 40_000);

  test("a change shows on both within a second, whatever is shared", async () => {
    const { id } = await makeProduct(shop);
    const name = async (instance: Instance) => (await instance.get(`/products/${id}`)).body.name;
    await untilShared(instances);
    for (const instance of instances) expect(await name(instance)).toBe("Plain Thing");

    for (const wanted of ["Second Thing", "Third Thing"]) {
      await instances[0].sendAsStaff("PATCH", `/products/${id}`, { name: wanted });
      await eventually(
        async () => {
          for (const instance of instances) expect(await name(instance)).toBe(wanted);
        },
        { withinMs: 1_000 },
      );
    }
  }, 40_000);

  test("without the server they answer as ever, and share again when it is back", async () => {
    await makeProduct(shop);
    await untilShared(instances);

    await valkey.kill();
    for (let n = 0; n < 30; n++) {
      for (const instance of instances) expect((await instance.get(anAddress())).status).toBe(200);
    }
    valkey = await startValkey(valkey.port);

    await untilShared(instances);
    for (const { logLines } of instances) {
      const said = logLines.filter((line) => line.includes("shared-answers"));
      expect(said.length).toBeLessThanOrEqual(2);
    }
  }, 40_000);
});
