import { defineConfig } from "drizzle-kit";

/** `npx drizzle-kit generate --name what-changed` here writes the next migration. */
export default defineConfig({
  dialect: "postgresql",
  schema: "./src/db/schema.ts",
  out: "./src/db/migrations",
});
