import { defineConfig } from "drizzle-kit";

/** @public for drizzle-kit, by its path */
export default defineConfig({
  dialect: "postgresql",
  schema: "./packages/platform/test/database/tables.ts",
  out: "./packages/platform/test/database/migrations",
});
