import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { describeWith } from "@shopeasy/testing/programs";
import { root } from "./pages";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "operator-"));
  copyFileSync(join(__dirname, "stand-in-aws.sh"), join(folder, "aws"));
  chmodSync(join(folder, "aws"), 0o755);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Types something into a shell that has read the functions in; `asked` is what `aws` was asked for. */
function typed(command: string, environment = "prod") {
  const log = join(folder, "asked");
  rmSync(log, { force: true });
  const { status, stdout, stderr } = spawnSync(
    "bash",
    ["-c", `. docs/procedures/shell.sh ${environment} || exit\n${command}`],
    {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}`, ASKED: log },
    },
  );
  const asked = readFileSync(log, { encoding: "utf8", flag: "a+" }).split("\n").slice(0, -1);
  return { status, asked, stderr, lines: stdout.trim().split("\n") };
}

describeWith(["jq"], "apt-get install jq")("an operator's shell", () => {
  test("the shell says which account it is in, and stops where nobody is named", () => {
    const signedIn = typed("echo $E $CLUSTER");
    const unnamed = typed("echo $E", "");

    expect(signedIn.lines[0]).toBe(
      "shopeasy-prod in eu-west-1, account 333333333333, as arn:aws:sts::333333333333:assumed-role/operator/ada",
    );
    expect(signedIn.lines[1]).toBe("shopeasy-prod shopeasy-prod-shop");
    expect(unnamed).toMatchObject({ status: 2, asked: [] });
  });

  test("a service is renewed by a release of the image that it runs, a worker by ECS", () => {
    const service = typed("renew orders");
    const worker = typed("renew orders-worker");

    const registered = service.asked.find((line) => line.includes("register-task-definition"))!;
    expect(JSON.parse(registered.split("\t")[1]!)).toEqual({
      family: "shopeasy-prod-orders",
      containerDefinitions: [
        { name: "program", image: "registry/orders:0123456789ab" },
        { name: "xray", image: "registry/xray" },
      ],
    });
    const released = service.asked.find((line) => line.startsWith("deploy create-deployment"))!;
    const { appSpecContent } = JSON.parse(/--revision (\{.*\}) --query/.exec(released)![1]!);
    expect(appSpecContent.content).toContain('"version":0.0');
    expect(JSON.parse(appSpecContent.content)).toMatchObject({
      Resources: [{ TargetService: { Properties: { TaskDefinition: expect.stringContaining("orders:8") } } }],
      Hooks: [{ AfterAllowTestTraffic: "shopeasy-prod-smoke-test" }],
    });
    expect(service.lines.at(-1)).toBe("d-123");
    expect(worker.asked.at(-1)).toContain("--force-new-deployment");
  });

  test("a one-off task is run to its end, in the network of its kind, and shows what it said", () => {
    const { asked, lines } = typed("task users-migration services/users/keys.js list");

    const run = asked.find((line) => line.startsWith("ecs run-task"))!;
    expect(run).toContain("subnets=[subnet-1,subnet-2],securityGroups=[sg-1],assignPublicIp=DISABLED");
    expect(run).toContain('"command":["services/users/keys.js","list"]');
    expect(lines.slice(1)).toEqual(["users is migrated.", "0\tEssential container in task exited"]);
  });

  test("what is halted is not scaled up again, and what is resumed is", () => {
    const halted = typed("halt orders orders-worker");
    const resumed = typed("resume orders");

    const scaled = (lines: string[]) => lines.filter((line) => line.includes("register-scalable-target"));
    expect(scaled(halted.asked)).toHaveLength(2);
    expect(scaled(halted.asked)[0]).toContain("ScheduledScalingSuspended=true");
    expect(halted.asked.filter((line) => line.includes("--desired-count 0"))).toHaveLength(2);
    expect(resumed.asked.some((line) => line.includes("--desired-count 3"))).toBe(true);
    expect(scaled(resumed.asked)[0]).toContain("ScheduledScalingSuspended=false");
  });

  test("a secret is written from standard input, and stands on no command line", () => {
    const { asked, lines } = typed(
      'printf %s "a secret" | put service-token; value service-token; fresh | wc -c',
    );

    const put = asked.find((line) => line.includes("put-secret-value"))!;
    expect(put.split("\t")).toEqual([expect.not.stringContaining("a secret"), "a secret"]);
    expect(lines.slice(1)).toEqual(["version-2", "the-value", "64"]);
  });

  test("logs are asked by program, and what rings is told with whom it hurts", () => {
    const { asked, lines } = typed("ask 60 'stats count(*) by event' orders notifications; ringing; settled");

    expect(asked.find((line) => line.startsWith("logs start-query"))).toContain(
      "--log-group-names shopeasy-prod-orders /aws/lambda/shopeasy-prod-notifications",
    );
    expect(lines.slice(1)).toEqual([
      "event=order.paid  count(*)=3",
      "2026-11-21T09:30:00Z  shopeasy-prod-checkouts-stuck: Customers do not learn whether they have bought.",
    ]);
  });
});
