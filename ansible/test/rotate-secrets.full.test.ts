import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeWith } from "@shopeasy/testing/programs";
import { recapOf, run } from "./ansible";
import { makeUpAccount } from "./made-up-aws";

const withAnsible = describeWith(["ansible-playbook"], "apt-get install ansible");

withAnsible("rotate-secrets.yml, with a stand-in for AWS' command line", () => {
  const folders: string[] = [];
  const accountWith = (value: string) => {
    const folder = mkdtempSync(join(tmpdir(), "shopeasy-rotation-"));
    folders.push(folder);
    return makeUpAccount(folder, { versions: [{ id: "first", value, stages: ["AWSCURRENT"] }] });
  };
  afterAll(() => folders.map((folder) => rmSync(folder, { recursive: true })));

  const rotate = (on: ReturnType<typeof makeUpAccount>, variables: object) =>
    run(
      "ansible-playbook",
      [
        ...["-i", "localhost,", "rotate-secrets.yml"],
        ...["-e", JSON.stringify({ shop_environment: "dev", wait_seconds: 0, wait_times: 3, ...variables })],
      ],
      { env: on.environment },
    );
  const values = ({ account }: ReturnType<typeof makeUpAccount>) =>
    account().versions.map(({ value }) => value);

  test("the token of internal calls goes over in three steps, each read by all before the next", async () => {
    const on = accountWith("old");

    const rotated = await rotate(on, { secret: "service-token", rotation: "first-time" });
    const again = await rotate(on, { secret: "service-token", rotation: "first-time" });

    expect(recapOf(rotated)).toMatchObject({ failed: 0 });
    const [, both, reversed, alone] = values(on);
    expect(alone).toMatch(/^[A-Za-z0-9]{64}$/);
    expect([both, reversed]).toEqual([`old,${alone}`, `${alone},old`]);
    const { calls } = on.account();
    expect(calls.filter((call) => call.startsWith("deploy create-deployment"))).toHaveLength(3 * 5);
    expect(calls.filter((call) => call.startsWith("ecs update-service"))).toHaveLength(3 * 5);
    expect(calls.filter((call) => call.startsWith("lambda update-alias"))).toHaveLength(3);
    expect(recapOf(again)).toEqual({ changed: 0, failed: 0 });
    expect(rotated.output).not.toContain(alone);
  }, 1_200_000);

  test("a rotation that broke in the middle is taken up where it was, with the value that it had begun", async () => {
    const on = accountWith("old");
    on.change({ breaksAt: "deploy create-deployment" });

    const broken = await rotate(on, { secret: "service-token", rotation: "broken" });
    const begun = values(on)[1];
    const other = await rotate(on, { secret: "service-token", rotation: "another" });
    const continued = await rotate(on, { secret: "service-token", rotation: "broken" });

    expect(recapOf(broken).failed).toBe(1);
    expect(recapOf(other).failed).toBe(1);
    expect(other.output).toContain("Another rotation of service-token has begun");
    expect(recapOf(continued).failed).toBe(0);
    expect(values(on)).toHaveLength(4);
    expect(begun).toBe(`old,${values(on)[3]}`);
  }, 1_200_000);

  test("Stripe's key is the one that is told, and orders and its worker read it", async () => {
    const on = accountWith("sk_test_before_before_before");
    const told = { secret: "stripe-secret-key", rotation: "stripe", new_value: "sk_test_after_after_after" };

    const rotated = await rotate(on, told);

    expect(recapOf(rotated).failed).toBe(0);
    expect(values(on)[1]).toBe("sk_test_after_after_after");
    const released = on.account().calls.find((call) => call.startsWith("deploy create-deployment"));
    expect(released).toContain('\\"version\\": 0.0');
    expect(released).toContain('\\"TaskDefinition\\": \\"shopeasy-dev-orders:7\\"');
    expect(rotated.output).not.toContain("sk_test_after");
  }, 1_200_000);

  test.each([
    ["a secret that there is not", { secret: "nothing", rotation: "one" }, "service-token|signing-key"],
    ["a rotation without a name", { secret: "guest-token" }, "a word for this rotation"],
    ["one that is changed by hand", { secret: "signing-key", rotation: "one" }, "leaked-secret.md"],
    ["one that customers would notice", { secret: "guest-token", rotation: "one" }, "only if it leaked"],
    [
      "a value of another kind",
      { secret: "stripe-secret-key", rotation: "one", new_value: "whsec_1" },
      "begins with sk_",
    ],
    [
      "prod, unconfirmed",
      { secret: "service-token", rotation: "one", shop_environment: "prod" },
      "Nothing was done",
    ],
  ])(
    "%s is refused, and nothing is asked of AWS",
    async (_, variables, why) => {
      const on = accountWith("old");

      const refused = await rotate(on, variables);

      expect(refused.code).not.toBe(0);
      expect(refused.output.replace(/\s+/g, " ")).toContain(why);
      expect(on.account().calls).toEqual([]);
    },
    60_000,
  );
});
