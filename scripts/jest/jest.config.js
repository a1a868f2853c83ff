const { join } = require("node:path");

/** Packages that are ES modules only: jest runs CommonJS, so they are compiled like our own code. */
const esModules = ["jose", "cockatiel", "marked"];

/** @type {import("jest").Config} */
module.exports = {
  rootDir: join(__dirname, "../.."),
  roots: ["packages", "services", "scripts", "infra/test", "ansible/test"].map(
    (folder) => `<rootDir>/${folder}`,
  ),
  testMatch: ["**/test/**/*.test.ts"],
  // What takes minutes runs with `npm run test:full` only.
  testPathIgnorePatterns: [
    "/node_modules/",
    ...(process.env.SHOPEASY_FULL_TESTS ? [] : ["\\.full\\.test\\.ts$"]),
  ],
  testEnvironment: "node",
  testTimeout: 30_000,
  maxWorkers: 2,
  // Each test file loads the AWS SDK and its like anew: a worker that has grown is replaced between two files.
  workerIdleMemoryLimit: "700MB",
  watchman: false,
  testSequencer: join(__dirname, "sequencer.js"),
  globalSetup: "<rootDir>/scripts/jest/global-setup.ts",
  globalTeardown: "<rootDir>/scripts/jest/global-teardown.ts",
  transform: {
    "\\.[jt]s$": [
      "@swc/jest",
      {
        jsc: { target: "es2023", parser: { syntax: "typescript" } },
        module: { type: "commonjs" },
        sourceMaps: "inline",
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esModules.join("|")})/)`],
};
