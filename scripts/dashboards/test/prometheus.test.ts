import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeWith } from "@shopeasy/testing/programs";
import { stringify } from "yaml";

const root = join(__dirname, "../../..");
const rules = join(root, "scripts/compose/prometheus/objectives.yml");
const withPromtool = describeWith(["promtool"], "apt-get install prometheus");

const promtool = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync("promtool", args, { encoding: "utf8" });
  return { status, said: `${stdout}${stderr}` };
};

const series = (outcome: string, values: string) => ({
  series: `journey_requests_total{journey="checkout", objective="availability", outcome="${outcome}", service="orders"}`,
  values,
});

withPromtool("promtool", () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "shopeasy-rules-"));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Which burns ring at a time, by Prometheus' own reckoning, of counters that are told every so often. */
  const rung = (input: object[], at: string, interval = "1m", reckonedEvery = interval): string[] => {
    const file = join(folder, "rules.test.yml");
    const ringing = ["burning", "creeping"].map((how) => ({
      ...{ eval_time: at, alertname: `slo-checkout-availability-${how}`, exp_alerts: [] },
    }));
    const tests = [{ interval, input_series: input, alert_rule_test: ringing }];
    const paced = readFileSync(rules, "utf8").replaceAll("interval: 1m", `interval: ${reckonedEvery}`);
    writeFileSync(join(folder, "rules.yml"), paced);
    writeFileSync(
      file,
      stringify({
        ...{ rule_files: ["rules.yml"], evaluation_interval: reckonedEvery, tests },
        // Else promtool takes them in any order, and at long intervals alarms would look for what is not recorded yet.
        group_eval_order: ["journeys", "objectives"],
      }),
    );
    // None is expected: what does ring is what it complains of.
    const { said } = promtool("test", "rules", file);
    return [...said.matchAll(/burn="(\w+)"/g)].map(([, burn = ""]) => burn).sort();
  };

  test("takes the rules and the configuration", () => {
    expect(promtool("check", "rules", rules)).toMatchObject({ status: 0 });
    expect(
      promtool("check", "config", join(root, "scripts/compose/prometheus/prometheus.yml")),
    ).toMatchObject({
      status: 0,
    });
  });

  test("wakes people when one order in fifty fails for an hour, and goes quiet when that is over", () => {
    const input = [series("good", "0+98x60 5880+100x60"), series("bad", "0+2x60 120+0x60")];

    expect(rung(input, "60m")).toContain("fast");
    expect(rung(input, "70m")).not.toContain("fast");
  });

  test("tells of one order in a thousand that fails for days, and wakes nobody", () => {
    const input = [series("good", "0+999x900"), series("bad", "0+1x900")];

    expect(rung(input, "72h", "5m", "1h")).toEqual(["creeping"]);
  });

  test("is quiet for two errors among ten requests at night", () => {
    const input = [series("good", "0+0x30 8+0x60"), series("bad", "0+0x30 2+0x60")];

    expect(rung(input, "33m")).toEqual([]);
  });
});
