import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { environmentOf } from "./releasing-on";
import { AwsStandIn } from "./stand-in/aws-stand-in";

const program = join(__dirname, "../../../build/scripts/release/main.js");
const older = "0123456789ab";
const newer = "ba9876543210";
let aws: AwsStandIn;

beforeEach(async () => {
  aws = await new AwsStandIn().start();
  for (const version of [older, newer]) aws.pushed("users", version);
  aws.ran("users", older);
});
afterEach(() => aws.stop());

/** The program as an operator runs it, `pace` times as slow. */
function start(line: string, pace: string): { child: ChildProcess; output: () => string } {
  const environment = {
    ...environmentOf(aws),
    PATH: process.env.PATH,
    RELEASED_BY: "ada",
    RELEASE_PACE: pace,
  };
  const child = spawn(process.execPath, [program, ...line.split(" ")], { env: environment });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
  return { child, output: () => output };
}

async function run(line: string): Promise<{ code: number | null; output: string }> {
  const { child, output } = start(line, "0");
  const [code] = await once(child, "close");
  return { code, output: output() };
}

/** Interrupts the program when customers begin to have the new version. */
async function interrupted(line: string): Promise<{ code: number | null; output: string }> {
  aws.codeDeploy.waitLooks = 1_000;
  const { child, output } = start(line, "0.05");
  const seen = () =>
    output().includes("traffic 10 %") && child.kill("SIGINT") && child.stdout?.off("data", seen);
  child.stdout?.on("data", seen);
  const [code] = await once(child, "close");
  return { code, output: output() };
}

test("a migration runs with the version's image, and the last of its log tells why it failed", async () => {
  const well = await run(`migrate --environment prod --service users --version ${newer}`);
  aws.ecs.exitCode = 1;
  aws.log = ['{"level":"error","message":"column \\"name\\" does not exist"}'];
  const ill = await run(`migrate --environment prod --service users --version ${newer}`);

  expect(well).toMatchObject({ code: 0, output: expect.stringContaining(`users-migration ${newer}: done`) });
  const revisions = [...aws.ecs.tasks.values()].map(({ revision }) => aws.ecs.imageOf(revision));
  expect(new Set(revisions)).toEqual(new Set([`registry/shopeasy-prod-users:${newer}`]));
  expect(ill.code).toBe(1);
  expect(ill.output).toMatch(
    /exit code 1[\s\S]*column \\"name\\" does not exist[\s\S]*what runs is as it was/,
  );
}, 60_000);

test("an account without the environment is named, and what is wrong with the command line", async () => {
  const elsewhere = await run("status --environment nowhere");
  const misspelt = await run("deploy --environment prod --service user");

  expect(elsewhere).toMatchObject({
    code: 1,
    output: expect.stringContaining("no shopeasy-nowhere-"),
  });
  expect(misspelt).toMatchObject({ code: 1, output: expect.stringContaining("--service is one of users") });
}, 60_000);

test("whoever is interrupted leaves the release to CodeDeploy, and it can be taken up", async () => {
  const left = await interrupted(`deploy --environment prod --service users --version ${newer}`);
  const again = await run(`deploy --environment prod --service users --version ${newer}`);

  expect(left.code).toBe(1);
  expect(left.output).toContain("goes on at CodeDeploy without being watched");
  expect(again).toMatchObject({
    code: 0,
    output: expect.stringContaining(`users ${newer} is with all customers`),
  });
  expect(aws.versionOf("users-worker")).toBe(newer);
}, 60_000);

test("whoever is interrupted and has said so before takes the release back", async () => {
  const back = await interrupted(
    `deploy --environment prod --service users --version ${newer} --on-interrupt rollback`,
  );

  expect(back.code).toBe(1);
  expect(back.output).toContain(`users: customers have ${older} again.`);
  expect([aws.versionOf("users"), aws.versionOf("users-worker")]).toEqual([older, older]);
}, 60_000);
