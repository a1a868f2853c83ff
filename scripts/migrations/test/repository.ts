import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { tables } from "@shopeasy/contracts/resources";
import { check } from "../check";

const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");

/** A checkout of a small shop with one service, `orders`, to be changed as a test likes. */
export class Repository {
  readonly root = mkdtempSync(join(tmpdir(), "migrations-repository-"));
  readonly #migrations: Record<string, string> = {};

  constructor() {
    this.write(
      "services/orders/src/db/schema.ts",
      'export const orders = pgTable("orders", { id: uuid("id"), coupon: text("coupon") });',
    );
    this.migration("0000_orders", "create table orders (id uuid primary key, coupon text);");
    this.release("0000_orders");
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  link(path: string, to: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    symlinkSync(join(this.root, to), join(this.root, path));
  }

  remove(path: string): void {
    rmSync(join(this.root, path));
  }

  /** Writes a migration, and the journal. */
  migration(tag: string, text: string): void {
    this.#migrations[tag] = text;
    this.write(`services/orders/src/db/migrations/${tag}.sql`, text);
    const entries = Object.keys(this.#migrations).map((name, at) => ({ tag: name, when: 1_000 + at }));
    this.write("services/orders/src/db/migrations/meta/_journal.json", JSON.stringify({ entries }));
  }

  /** Writes down that these are released. */
  release(...tags: readonly string[]): void {
    const orders = Object.fromEntries(tags.map((tag) => [tag, hashOf(this.#migrations[tag] ?? "")]));
    this.write("scripts/migrations/released.json", JSON.stringify({ migrations: { orders }, tables }));
  }

  git(...args: readonly string[]): string {
    const who = ["-c", "user.name=Ada", "-c", "user.email=ada@shop.example", "-c", "commit.gpgsign=false"];
    return execFileSync("git", ["-C", this.root, ...who, ...args], { encoding: "utf8" }).trim();
  }

  /** Commits all there is, in a repository that is made first if need be, and gives the commit. */
  commit(tag?: string): string {
    if (!existsSync(join(this.root, ".git"))) this.git("init", "--quiet", "--initial-branch=main");
    this.git("add", "--all");
    this.git("commit", "--quiet", "--allow-empty", "--message", "a step");
    if (tag) this.git("tag", tag);
    return this.git("rev-parse", "HEAD");
  }

  /** The same files in another place, without a history: what a tarball holds. */
  unpacked(): string {
    const folder = mkdtempSync(join(tmpdir(), "migrations-tarball-"));
    cpSync(this.root, folder, { recursive: true, filter: (path) => !path.includes("/.git") });
    return folder;
  }

  faults = async (root = this.root): Promise<string[]> => (await check(root)).faults;

  dispose(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
