import { check } from "./check";
import { MigrationsError } from "./migrations-error";
import { writeReleased } from "./released/released";

const usage = `usage:
  npm run migrations -- check      refuses what the version that runs could not live with, and what locks long
  npm run migrations -- release    checks, and then counts all migrations and tables as released: from then on
                                   they may not be changed (writes scripts/migrations/released.json, to be committed)`;

/** `npm run migrations`: expand and contract only. */
async function main([command, ...more]: readonly string[], root: string): Promise<void> {
  if ((command !== "check" && command !== "release") || more.length > 0) throw new MigrationsError(usage);
  const { faults, services, present } = await check(root);
  if (faults.length > 0) {
    throw new MigrationsError(`${faults.join("\n\n")}\n\n${faults.length} refused. See docs/migrations.md.`);
  }
  const all = [...services.values()];
  const fresh = all.flatMap(({ unreleased }) => unreleased);
  const count = all.reduce((sum, { migrations }) => sum + migrations.length, 0);
  console.log(
    `${count} migrations of ${services.size} services: ${count - fresh.length} released, ${fresh.length} new.`,
  );
  if (command !== "release") return;
  writeReleased(root, present);
  console.log("All of them now count as released: commit scripts/migrations/released.json with the release.");
}

main(process.argv.slice(2), process.cwd()).catch((error: unknown) => {
  console.error(error instanceof MigrationsError ? error.message : error);
  process.exitCode = 1;
});
