import { rmSync } from "node:fs";
import { tableFaults } from "../released/table-rules";
import { Repository } from "./repository";

describe("a released migration", () => {
  let repository: Repository;
  beforeEach(() => {
    repository = new Repository();
  });
  afterEach(() => repository.dispose());

  const coupon = "alter table orders drop column coupon;";

  test("passes as it is, whatever it does", async () => {
    repository.migration("0001_coupons", coupon);
    repository.release("0000_orders", "0001_coupons");

    expect(await repository.faults()).toEqual([]);
  });

  test("may not be changed", async () => {
    repository.migration("0000_orders", "create table orders (id uuid primary key, coupon varchar(20));");

    expect(await repository.faults()).toEqual([
      expect.stringContaining("0000_orders: was changed, and a release has applied it"),
    ]);
  });

  test("may not go", async () => {
    repository.migration("0001_more", "create table more (id int);");
    repository.release("0000_orders", "0001_more");
    repository.migration("0000_orders", "create table orders (id uuid primary key, coupon text);");
    repository.write(
      "services/orders/src/db/migrations/meta/_journal.json",
      JSON.stringify({ entries: [{ tag: "0000_orders", when: 1_000 }] }),
    );

    expect(await repository.faults()).toEqual([
      expect.stringContaining("0001_more: is gone, and a release has applied it"),
      expect.stringContaining("0001_more: is not in meta/_journal.json"),
    ]);
  });

  test("is also what the newest tag has, where the file was forgotten", async () => {
    repository.migration("0001_coupons", coupon);
    repository.commit("release/2026-11-21.1");
    expect(await repository.faults()).toEqual([]);

    repository.migration("0001_coupons", `${coupon}\n-- More.`);

    expect(await repository.faults()).toEqual([
      expect.stringContaining("0001_coupons: was changed, and a release has applied it"),
    ]);
  });

  test("is known without a history, from the file", async () => {
    repository.migration("0001_coupons", coupon);
    repository.commit("release/2026-11-21.1");
    const tarball = repository.unpacked();

    expect(await repository.faults(tarball)).toEqual([
      expect.stringContaining("drops the column orders.coupon"),
    ]);
    rmSync(tarball, { recursive: true });
  });

  test.each([
    ["is missing", null, "is missing: take it from the last release"],
    ["is no JSON", "{", "can't be read"],
    ["holds something else", '{"migrations":{"orders":{"0000_orders":"?"}},"tables":{}}', "can't be read"],
  ])("is not guessed when the file %s", async (_what, text, message) => {
    if (text === null) repository.remove("scripts/migrations/released.json");
    else repository.write("scripts/migrations/released.json", text);

    await expect(repository.faults()).rejects.toThrow(message);
  });

  test("comes before any that is new", async () => {
    repository.write(
      "services/orders/src/db/migrations/meta/_journal.json",
      JSON.stringify({
        entries: [
          { tag: "0000_orders", when: 1_000 },
          { tag: "0001_late", when: 900 },
        ],
      }),
    );
    repository.write("services/orders/src/db/migrations/0001_late.sql", "create table late (id int);");

    expect(await repository.faults()).toEqual([
      expect.stringContaining("0001_late: is not later than 0000_orders by the journal"),
    ]);
  });
});

describe("a released table of DynamoDB", () => {
  const carts = {
    key: { partition: "pk", sort: "sk" },
    attributes: { pk: "S", sk: "S", due: "N" },
    indexes: { due: { partition: "pk", sort: "due" } },
    timeToLive: "expiresAt",
  } as const;

  test("may get another index", () => {
    const indexes = { ...carts.indexes, other: { partition: "sk" } };

    expect(tableFaults({ carts }, { carts: { ...carts, indexes }, more: carts })).toEqual([]);
  });

  test.each([
    ["is gone", undefined],
    ["has another key", { ...carts, key: { partition: "pk" } }],
    ["has another key", { ...carts, attributes: { ...carts.attributes, pk: "N" as const } }],
    ["has no index due any more", { ...carts, indexes: {} }],
    ["has another key in its index due", { ...carts, indexes: { due: { partition: "due" } } }],
    [
      "has another key in its index due",
      { ...carts, attributes: { ...carts.attributes, due: "S" as const } },
    ],
    ["no longer expires by expiresAt", { ...carts, timeToLive: undefined }],
  ])("is refused when it %s", (fault, changed) => {
    const [message, ...more] = tableFaults({ carts }, changed ? { carts: changed } : {});

    expect(message).toContain(`The table carts ${fault}. DynamoDB changes no key in place`);
    expect(more.filter((other) => !other.includes("index due"))).toEqual([]);
  });
});
