import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runScript } from "./run-script";

const hasTerraform = isThere();
/** Terraform comes from HashiCorp, and Debian has none: it is skipped without, also where nothing else is. */
const describeIt = hasTerraform ? describe : describe.skip;

/** An expression, as JSON holds it. */
const inTerraform = (expression: string) => `\${${expression}}`;

function isThere(): boolean {
  try {
    execFileSync("terraform", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

describeIt(hasTerraform ? "with terraform" : "with terraform (which is not on this machine)", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "shopeasy-stacks-"));
    const stack = (...dependencies: string[]) => ({ dependencies });
    writeStacks({
      "dev-a": stack(),
      "dev-services": stack("dev-data"),
      "dev-data": stack(),
      "prod-a": stack(),
    });
    define("dev-a", "one");
    define("dev-data", "zero");
    const data = join(folder, "build/infra/stacks/stacks/dev-data");
    execFileSync("terraform", ["init"], { cwd: data, stdio: "ignore" });
    execFileSync("terraform", ["apply", "-auto-approve"], { cwd: data, stdio: "ignore" });
    define("dev-data", "one");
    // It follows from what the other one becomes.
    define("dev-services", inTerraform("data.terraform_remote_state.data.outputs.value"), {
      data: {
        terraform_remote_state: {
          data: {
            backend: "local",
            config: { path: join(folder, "dev-data.tfstate") },
          },
        },
      },
    });
  }, 120_000);
  afterEach(() => rmSync(folder, { recursive: true }));

  function writeStacks(stacks: Record<string, { dependencies: string[] }>): void {
    const manifest = Object.entries(stacks).map(([id, stack]) => [
      id,
      { ...stack, workingDirectory: `stacks/${id}` },
    ]);
    mkdirSync(join(folder, "build/infra/stacks"), { recursive: true });
    writeFileSync(
      join(folder, "build/infra/stacks/manifest.json"),
      JSON.stringify({ stacks: Object.fromEntries(manifest) }),
    );
  }

  /** A stack of what Terraform has built in, so that nothing is downloaded. */
  function define(id: string, input: string, more: object = {}): void {
    const stack = join(folder, "build/infra/stacks/stacks", id);
    mkdirSync(stack, { recursive: true });
    const json = {
      terraform: { backend: { local: { path: join(folder, `${id}.tfstate`) } } },
      resource: { terraform_data: { value: { input } } },
      output: { value: { value: inTerraform("terraform_data.value.output") } },
      ...more,
    };
    writeFileSync(join(stack, "cdk.tf.json"), JSON.stringify(json));
  }

  const infra = (...args: string[]) => runScript("pipeline", [...args, "--environment", "dev"], {}, folder);
  const outcomeOf = (id: string): unknown =>
    JSON.parse(readFileSync(join(folder, `${id}.tfstate`), "utf8")).outputs.value.value;

  test("what is planned is applied, in order; what follows from it is named, and applied when it was planned", async () => {
    const planned = await infra("infra-plan");
    const files = readdirSync(join(folder, "build/plans/dev")).sort();
    const applied = await infra("infra-apply");
    const followed = await infra("infra-plan");
    const last = await infra("infra-apply");
    const nothing = await infra("infra-plan");

    expect(planned.output).toBe(
      "dev-a: 1 to add, 0 to change, 0 to destroy\ndev-data: 0 to add, 1 to change, 0 to destroy\ndev-services: 1 to add, 0 to change, 0 to destroy\n",
    );
    expect(files).toHaveLength(6);
    expect(applied.code).toBe(1);
    expect(applied.output.match(/^dev-.*applied$/gm)).toEqual([
      "dev-a: applied",
      "dev-data: applied",
      "dev-services: applied",
    ]);
    expect(applied.errors).toContain(
      "Run the pipeline again:\ndev-services: 0 to add, 1 to change, 0 to destroy",
    );
    expect(followed.output).toBe("dev-services: 0 to add, 1 to change, 0 to destroy\n");
    expect(last).toMatchObject({ code: 0, errors: "" });
    expect(outcomeOf("dev-services")).toBe("one");
    expect(nothing.output).toBe("none\n");
    expect(existsSync(join(folder, "prod-a.tfstate"))).toBe(false);
  }, 300_000);

  test("a plan is refused since which somebody applied another one", async () => {
    await infra("infra-plan");
    const stack = join(folder, "build/infra/stacks/stacks/dev-a");
    execFileSync("terraform", ["apply", "-auto-approve"], { cwd: stack, stdio: "ignore" });

    const { code, errors } = await infra("infra-apply");

    expect(code).toBe(1);
    expect(errors).toContain("Saved plan is stale");
  }, 300_000);

  test("what Terraform refuses is told in its words, and no plan of before is left to be applied", async () => {
    await infra("infra-plan");
    define("dev-data", inTerraform("nothing.at.all"));

    const { code, errors } = await infra("infra-plan");

    expect(code).toBe(1);
    expect(errors).toContain("Reference to undeclared resource");
    expect(readdirSync(join(folder, "build/plans/dev")).filter((file) => file.includes("data"))).toEqual([]);
  }, 300_000);
});

test("without stacks, or without plans, it says what to do first", async () => {
  const folder = mkdtempSync(join(tmpdir(), "shopeasy-stacks-"));
  const { errors } = await runScript("pipeline", ["infra-plan", "--environment", "dev"], {}, folder);
  rmSync(folder, { recursive: true });

  expect(errors).toContain("npm run infra -- synth writes it");
}, 60_000);
