import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runScript } from "./run-script";
import { type HeardRequest, type StandIn, type StandInAnswer, startStandIn } from "./stand-in";

// Each runs the program, on a machine that may be busy.
jest.setTimeout(90_000);

/** A repository with two commits, the older of which was the last that a build was good of. */
const repository = mkdtempSync(join(tmpdir(), "shopeasy-notices-"));
const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", ...args], {
    cwd: repository,
    encoding: "utf8",
  }).trim();
git("init", "-q");
git("commit", "-q", "--allow-empty", "-m", "SHOP-1: the first");
const good = git("rev-parse", "HEAD");
git("commit", "-q", "--allow-empty", "-m", "SHOP-22: read UTF-8\n\nAlso SHOP-3, see RFC-9457.");
const head = git("rev-parse", "HEAD");
afterAll(() => rmSync(repository, { recursive: true }));

let standIn: StandIn;
let answers: (request: HeardRequest) => StandInAnswer;
beforeEach(async () => {
  answers = acceptAll;
  standIn = await startStandIn((request) => answers(request));
});
afterEach(() => standIn.close());

const acceptAll = ({ path }: HeardRequest): StandInAnswer =>
  path === "/oauth/token"
    ? { status: 200, body: { access_token: "short-lived" } }
    : { status: 202, body: {} };

const environment = () => ({
  JOB_NAME: "shopeasy/main",
  BUILD_NUMBER: "12",
  BUILD_URL: "https://jenkins.shopeasy.example/job/shopeasy/12/",
  BRANCH_NAME: "main",
  GIT_PREVIOUS_SUCCESSFUL_COMMIT: good,
  BITBUCKET_API: `${standIn.url}/2.0`,
  BITBUCKET_WORKSPACE: "shopeasy",
  BITBUCKET_REPOSITORY: "shop",
  BITBUCKET_TOKEN: "bitbucket-token",
  JIRA_API: standIn.url,
  JIRA_CLOUD_ID: "11223344-a1b2-4c3d-8e9f-112233445566",
  JIRA_CLIENT_ID: "jira-client",
  JIRA_CLIENT_SECRET: "jira-secret",
  CHAT_WEBHOOK_URL: `${standIn.url}/services/T000/B000/hook`,
});
const pipeline = (args: string[], more: Record<string, string> = {}) =>
  runScript("pipeline", args, { ...environment(), ...more }, repository);
const bodyOf = ({ body }: HeardRequest) => JSON.parse(body.toString());

test("a commit's status stands at Bitbucket under one key, for the branch of its pull request", async () => {
  const more = { BRANCH_NAME: "PR-7", CHANGE_BRANCH: "feature/SHOP-9-coupons" };
  const { code } = await pipeline(["status", "--state", "FAILED", "--description", "two tests"], more);

  expect(code).toBe(0);
  expect(standIn.heard[0]).toMatchObject({
    method: "POST",
    path: `/2.0/repositories/shopeasy/shop/commit/${head}/statuses/build`,
    headers: { authorization: "Bearer bitbucket-token" },
  });
  expect(bodyOf(standIn.heard[0]!)).toEqual({
    key: "shopeasy",
    state: "FAILED",
    name: "shopeasy/main #12",
    description: "two tests",
    url: "https://jenkins.shopeasy.example/job/shopeasy/12/",
    refname: "feature/SHOP-9-coupons",
  });
});

test("Jira is told of the issues since the last good build and of the branch's, by a token of its own", async () => {
  const { output } = await pipeline(["jira-build", "--state", "successful"], {
    CHANGE_BRANCH: "shop-44_stock",
  });

  const [signIn, build] = standIn.heard;
  expect(bodyOf(signIn!)).toEqual({
    audience: "api.atlassian.com",
    grant_type: "client_credentials",
    client_id: "jira-client",
    client_secret: "jira-secret",
  });
  expect(build).toMatchObject({
    path: "/jira/builds/0.1/cloud/11223344-a1b2-4c3d-8e9f-112233445566/bulk",
    headers: { authorization: "Bearer short-lived" },
  });
  expect(bodyOf(build!).builds).toEqual([
    expect.objectContaining({
      pipelineId: "shopeasy/main",
      buildNumber: 12,
      state: "successful",
      issueKeys: ["SHOP-44", "SHOP-22", "SHOP-3"],
    }),
  ]);
  expect(output).toBe("Jira knows the build of SHOP-44, SHOP-22, SHOP-3.\n");
});

test("a deployment belongs to an environment of its kind, and keys that Jira does not know are told", async () => {
  answers = (request) =>
    request.path.endsWith("/bulk")
      ? { status: 202, body: { unknownIssueKeys: ["SHOP-3"] } }
      : acceptAll(request);
  const { code, output } = await pipeline([
    "jira-deployment",
    "--environment",
    "prod",
    "--state",
    "rolled_back",
  ]);

  expect(bodyOf(standIn.heard[1]!).deployments).toEqual([
    expect.objectContaining({
      deploymentSequenceNumber: 12,
      label: head.slice(0, 12),
      state: "rolled_back",
      environment: { id: "prod", displayName: "prod", type: "production" },
      associations: [{ associationType: "issueKeys", values: ["SHOP-22", "SHOP-3"] }],
    }),
  ]);
  expect(code).toBe(0);
  expect(output).toContain("It does not know the issues SHOP-3.");
});

test("what Jira refuses fails, and where no issue is named nobody is asked", async () => {
  answers = (request) =>
    request.path.endsWith("/bulk")
      ? { status: 202, body: { rejectedBuilds: [{ errors: [{ message: "no such state" }] }] } }
      : acceptAll(request);
  const refused = await pipeline(["jira-build", "--state", "failed"]);
  const asked = standIn.heard.length;
  const none = await pipeline(["jira-build", "--state", "failed"], { GIT_PREVIOUS_SUCCESSFUL_COMMIT: head });

  expect(refused.code).toBe(1);
  expect(refused.errors).toContain("no such state");
  expect(none).toMatchObject({ code: 0, output: expect.stringContaining("told nothing") });
  expect(standIn.heard).toHaveLength(asked);
});

test("who is busy or broken is asked again, and a message to the channel is not said twice", async () => {
  const troubles = [429, 503, 502];
  answers = (request) => {
    const status = troubles.shift();
    return status ? { status, headers: { "retry-after": "0" } } : acceptAll(request);
  };
  const status = await pipeline(["status", "--state", "SUCCESSFUL"]);
  const asked = standIn.heard.length;
  troubles.push(429, 500);
  const chat = await pipeline(["chat", "--text", "<!channel> & co"]);

  expect(status.code).toBe(0);
  expect(asked).toBe(4);
  expect(chat.code).toBe(1);
  expect(standIn.heard).toHaveLength(asked + 2);
  expect(bodyOf(standIn.heard.at(-1)!)).toEqual({ text: "&lt;!channel&gt; &amp; co" });
});

test("no secret is printed, though the other side repeats it", async () => {
  answers = ({ headers, path }) => ({
    status: 401,
    body: { message: `bad ${headers.authorization} at ${path}` },
  });
  const status = await pipeline(["status", "--state", "FAILED"]);
  const chat = await pipeline(["chat", "--text", "hello"]);

  expect(status.errors).toContain("bad Bearer [secret]");
  expect(status.errors).not.toContain("bitbucket-token");
  expect(chat.errors).toContain("The chat message failed (HTTP 401)");
  expect(chat.errors).not.toContain("T000");
});

test("a redirect is not followed with a token", async () => {
  answers = () => ({ status: 302, headers: { location: `${standIn.url}/elsewhere` } });

  const { code, errors } = await pipeline(["status", "--state", "FAILED"]);

  expect(code).toBe(1);
  expect(errors).toContain("HTTP 302");
  expect(standIn.heard).toHaveLength(1);
});

test("the outcome reaches each of the three, also where another one can't be reached, and the channel for main alone", async () => {
  answers = (request) => (request.path.startsWith("/2.0") ? { status: 403 } : acceptAll(request));
  const main = await pipeline(["outcome", "--result", "FAILURE"]);
  const told = standIn.heard.map(({ path }) => path);
  standIn.heard.length = 0;
  answers = acceptAll;
  const branch = await pipeline(["outcome", "--result", "SUCCESS"], { BRANCH_NAME: "SHOP-5" });

  expect(main.code).toBe(1);
  expect(main.errors).toContain("Bitbucket's build status failed (HTTP 403)");
  expect(told).toContain("/services/T000/B000/hook");
  expect(told.some((path) => path.includes("/jira/builds/"))).toBe(true);
  expect(branch.code).toBe(0);
  expect(standIn.heard.some(({ path }) => path.startsWith("/services"))).toBe(false);
});

test("what the environment lacks is named at once, and a trial sends nothing", async () => {
  const lacking = await pipeline(["status", "--state", "FAILED"], {
    BITBUCKET_TOKEN: "",
    BITBUCKET_API: "http://bitbucket.example/2.0",
    BUILD_NUMBER: "twelve",
  });
  const trial = await pipeline(["jira-build", "--state", "pending", "--dry-run"]);

  expect(lacking.errors).toContain("BITBUCKET_TOKEN is missing");
  expect(lacking.errors).toContain("BITBUCKET_API is wrong: must begin with https://");
  expect(lacking.errors).toContain("BUILD_NUMBER is wrong");
  expect(JSON.parse(trial.output).builds[0].state).toBe("pending");
  expect(standIn.heard).toEqual([]);
});
