import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: "./packages/platform/test/database/tables.ts",
  out: "./packages/platform/test/database/migrations",
});
