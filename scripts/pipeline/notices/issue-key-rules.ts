/** As Jira makes them: `SHOP-123`. Not what only looks like it: a character set, a hash, a standard. */
const issueKey = /(?<![A-Za-z\d_/.-])([A-Z][A-Z\d]{1,9}-[1-9]\d{0,6})(?![\w-])/g;
const notProjects = new Set([
  "UTF",
  "ISO",
  "RFC",
  "SHA",
  "AES",
  "RSA",
  "TLS",
  "CVE",
  "HTTP",
  "ECS",
  "PR",
  "IEEE",
]);

/** Jira takes this many with a build or a deployment. */
const mostKeys = 100;

/**
 * The keys of issues that commits and a branch name, each once, in the order in which they come. A branch may be
 * `feature/SHOP-123-coupons`, in lower case, too.
 */
export function issueKeysIn(messages: string, branch = ""): string[] {
  const inBranch = branch
    .split("/")
    .map((part) => /^[A-Za-z][A-Za-z\d]{1,9}-[1-9]\d{0,6}(?=$|[-_])/.exec(part)?.[0].toUpperCase() ?? "");
  const inMessages = [...messages.matchAll(issueKey)].map(([, key = ""]) => key);
  const keys = [...inBranch, ...inMessages].filter((key) => key && !notProjects.has(key.split("-")[0] ?? ""));
  return [...new Set(keys)].slice(0, mostKeys);
}
