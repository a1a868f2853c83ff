import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { Git } from "../git";
import { lastRelease } from "../last-release/last-release";
import { layOut } from "../last-release/lay-out";
import { Repository } from "./repository";

describe("the last release", () => {
  let repository: Repository;
  beforeEach(() => {
    repository = new Repository();
  });
  afterEach(() => repository.dispose());

  const index = "-- no transaction\ncreate index concurrently if not exists coupons on orders (coupon);";
  const nameOf = () => lastRelease(new Git(repository.root))?.name;

  test("is the newest tag", () => {
    repository.commit("release/1");
    repository.commit("release/2");
    repository.commit();

    expect(nameOf()).toBe("release/2");
  });

  test("is HEAD when no tag tells, and a migration is not committed yet", () => {
    repository.commit();
    repository.migration("0001_index", index);

    expect(nameOf()).toBe("HEAD");
  });

  test("is what was before the newest migration when no tag tells", () => {
    const before = repository.commit();
    repository.migration("0001_index", index);
    repository.commit();
    repository.commit();

    expect(lastRelease(new Git(repository.root))?.commit).toBe(before);
  });

  test("is not known without a history, nor before the first migration", () => {
    expect(lastRelease(new Git(repository.root))).toBeNull();

    repository.commit();
    expect(lastRelease(new Git(repository.root))).toBeNull();
  });

  test("is laid out as it was, with the packages and the migrations that are here", () => {
    repository.write("packages/platform/package.json", '{ "name": "@shopeasy/platform" }');
    repository.write(".gitignore", "node_modules/");
    const commit = repository.commit("release/1");
    repository.write("services/orders/src/db/schema.ts", "changed");
    repository.migration("0001_index", index);
    repository.write("node_modules/zod/index.js", "");
    repository.link("node_modules/@shopeasy/platform", "packages/platform");

    const { folder, remove } = layOut(repository.root, commit);

    const read = (path: string) => readFileSync(join(folder, path), "utf8");
    expect(read("services/orders/src/db/schema.ts")).toContain("pgTable");
    expect(read("services/orders/src/db/migrations/0001_index.sql")).toContain("create index  if not exists");
    expect(realpathSync(join(folder, "node_modules/@shopeasy/platform"))).toBe(
      join(folder, "packages/platform"),
    );
    expect(existsSync(join(folder, "node_modules/zod/index.js"))).toBe(true);
    expect(repository.git("status", "--short", "--untracked-files=no")).toContain(
      "M services/orders/src/db/schema.ts",
    );
    remove();
    expect(existsSync(folder)).toBe(false);
  });
});
