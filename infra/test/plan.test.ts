import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { takeOffline } from "../commands/offline";
import { synthesize } from "../commands/synthesize";
import { findTerraform } from "../commands/terraform";
import { plan } from "../commands/validate";
import { environmentNames } from "../environments";
import { applyMocked } from "./mocked-apply";
import { wholeEnvironment } from "./whole-environment";

const folder = mkdtempSync(join(tmpdir(), "shopeasy-plan-"));
const terraform = findTerraform();
const isHere = terraform?.isMirrored === true;
const isFull = Boolean(process.env.SHOPEASY_FULL_TESTS);
const environments = isFull ? environmentNames : (["prod"] as const);

afterAll(() => {
  terraform?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Terraform 1.11 comes from HashiCorp, and Debian has none: it is skipped without, also where nothing else is. */
const withTerraform = isHere ? describe : describe.skip;

withTerraform("with terraform 1.11 on the PATH and hashicorp/aws 5.100.0 in a mirror beside it", () => {
  test.each(environments)(
    `Terraform plans %s without an account, with all that was synthesized${isFull ? ", and applies it to a made-up one" : ""}`,
    async (name) => {
      if (!terraform) throw new Error("There is no terraform.");
      const stacks = synthesize([name], join(folder, name, "stacks"));
      takeOffline(stacks, join(folder, name, "state"));
      const whole = wholeEnvironment(stacks, join(folder, name, "whole"));

      const planned = await plan(terraform, whole);

      expect(planned).toBe(`Plan: ${whole.count} to add, 0 to change, 0 to destroy.`);
      if (!isFull) return;
      expect(await applyMocked(terraform, whole)).toBe("Success! 1 passed, 0 failed.");
    },
    400_000,
  );
});
