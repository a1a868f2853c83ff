import { join } from "node:path";
import { eventually } from "@shopeasy/testing/eventually";
import { type ReplicatedDatabase, replicatedDatabase } from "@shopeasy/testing/replica";
import { type CatalogGround, makeProduct, startCatalog } from "./catalog-ground";
import { type Instance, startInstances } from "./two-instances";

let pair: ReplicatedDatabase;
let shop: CatalogGround;
let instances: [Instance, Instance];
beforeAll(async () => {
  pair = await replicatedDatabase({ migrationsFolder: join(__dirname, "../src/db/migrations") });
  shop = await startCatalog({ DATABASE_URL: pair.url });
  instances = await startInstances(
    { url: pair.url, staff: shop.staff },
    { DATABASE_REPLICA_URL: pair.replicaUrl },
  );
  await eventually(() => {
    for (const { logLines } of instances) expect(logLines.join()).toContain("replica.joined");
  });
});
afterAll(async () => {
  await Promise.all(instances.map((instance) => instance.stop()));
  await shop.stop();
  await pair.stop();
});

test("a change shows on every instance within a second, and stays, though the replica they read does not have it yet", async () => {
  const { id, slug } = await makeProduct(shop);
  await pair.caughtUp();
  const names = () =>
    Promise.all(
      instances.flatMap((instance) =>
        [id, slug].map(async (name) => (await instance.get(`/products/${name}`)).body.name),
      ),
    );
  expect(await names()).toEqual(Array(4).fill("Plain Thing"));

  await pair.pause();
  await instances[0].sendAsStaff("PATCH", `/products/${id}`, { name: "Changed Thing" });
  await eventually(async () => expect(await names()).toEqual(Array(4).fill("Changed Thing")), {
    withinMs: 1_000,
  });
  const [before] = await pair.replica`select name from products where id = ${id}`;
  await pair.resume();
  await pair.caughtUp();

  expect(before?.name).toBe("Plain Thing");
  expect(await names()).toEqual(Array(4).fill("Changed Thing"));
}, 40_000);
