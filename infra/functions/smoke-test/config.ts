/** What the function is told by its environment, beside what AWS's own client reads there. */
export interface SmokeTestConfig {
  /** Where the release is, and nobody else: `https://api.shopeasy.example:8443`. */
  testUrl: string;
}

/** @throws Error that names what is missing */
export function readConfig(): SmokeTestConfig {
  const testUrl = process.env.TEST_URL;
  if (!testUrl) throw new Error("TEST_URL is missing");
  return { testUrl };
}
