import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Repository } from "./repository";

const withoutCoupon = 'export const orders = pgTable("orders", { id: uuid("id") });';

describe("the contract step of an earlier release", () => {
  let repository: Repository;
  beforeEach(() => {
    repository = new Repository();
    repository.commit("release/1");
    repository.write("services/orders/src/db/schema.ts", withoutCoupon);
    repository.commit("release/2");
  });
  afterEach(() => repository.dispose());

  const contract = (release: string, what = "orders.coupon") =>
    repository.migration(
      "0001_contract",
      `-- contract: ${what} is unused since release ${release}\nalter table orders drop column coupon;`,
    );

  test("passes when its release no longer named the thing", async () => {
    contract("release/2");

    expect(await repository.faults()).toEqual([]);
  });

  test("passes by the release's commit", async () => {
    contract(repository.git("rev-parse", "--short=12", "HEAD"));

    expect(await repository.faults()).toEqual([]);
  });

  test.each([
    ["there is no such release", "release/9", "there is no release release/9 in this repository"],
    [
      "its release still named the thing",
      "release/1",
      "release/1 itself still names orders.coupon, in services/orders/src/db/schema.ts",
    ],
  ])("is refused when %s", async (_why, release, message) => {
    contract(release);

    expect(await repository.faults()).toEqual([
      expect.stringContaining(`its contract does not hold: ${message}.`),
    ]);
  });

  test("is refused when its release is on another branch", async () => {
    repository.git("checkout", "--quiet", "-b", "other");
    repository.commit("release/elsewhere");
    repository.git("checkout", "--quiet", "main");
    contract("release/elsewhere");

    expect(await repository.faults()).toEqual([
      expect.stringContaining("release/elsewhere is no release before this one"),
    ]);
  });

  test("is refused when the code names the thing again", async () => {
    repository.write("services/orders/src/coupons.ts", "export const used = sql`select coupon from orders`;");
    contract("release/2");

    expect(await repository.faults()).toEqual([
      expect.stringContaining("orders.coupon is still named by services/orders/src/coupons.ts"),
    ]);
  });

  test("knows a column by its table, when another table has one of that name", async () => {
    const fresh = new Repository();
    fresh.migration("0001_carts", "create table carts (coupon text);");
    fresh.write(
      "services/orders/src/db/schema.ts",
      `${withoutCoupon} pgTable("carts", { coupon: text("coupon") });`,
    );
    fresh.commit("release/1");
    fresh.migration(
      "0002_contract",
      "-- contract: orders.coupon is unused since release release/1\nalter table orders drop column coupon;",
    );
    expect(await fresh.faults()).toEqual([]);

    fresh.write("services/orders/src/report.ts", "export const report = orders.coupon;");

    expect(await fresh.faults()).toEqual([
      expect.stringContaining("is still named by services/orders/src/report.ts"),
    ]);
    fresh.dispose();
  });

  test("says what it is about, and nothing else passes with it", async () => {
    contract("release/2", "orders.note");

    expect(await repository.faults()).toEqual([
      expect.stringContaining("its header speaks of orders.note, which it does not drop"),
      expect.stringContaining("drops the column orders.coupon"),
    ]);
  });

  test("is written as it should be", async () => {
    repository.migration(
      "0001_contract",
      "-- contract: coupon is no longer used\nalter table orders drop column coupon;",
    );

    expect(await repository.faults()).toEqual([
      expect.stringContaining("It reads: -- contract: <what> is unused since release <tag or commit>"),
      expect.stringContaining("drops the column orders.coupon"),
    ]);
  });

  test("excuses nothing that locks long", async () => {
    repository.migration(
      "0001_contract",
      "-- contract: orders.coupon is unused since release release/2\ncreate index coupons on orders (coupon);",
    );

    expect(await repository.faults()).toContainEqual(
      expect.stringContaining("makes the index coupons on orders"),
    );
  });

  test("is taken at its word where the history is cut off, or there is none", async () => {
    contract("release/1");
    repository.commit();
    const clone = mkdtempSync(join(tmpdir(), "migrations-shallow-"));
    execFileSync("git", ["clone", "--quiet", "--depth=1", `file://${repository.root}`, clone]);
    const tarball = repository.unpacked();

    expect(await repository.faults(clone)).toEqual([]);
    expect(await repository.faults(tarball)).toEqual([]);

    for (const folder of [clone, tarball]) rmSync(folder, { recursive: true });
  });
});
