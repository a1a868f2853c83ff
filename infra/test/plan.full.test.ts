import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { takeOffline } from "../commands/offline";
import { countResources, type SynthesizedStack, synthesize } from "../commands/synthesize";
import { findTerraform } from "../commands/terraform";
import { plan } from "../commands/validate";
import { environmentNames } from "../environments";
import { applyMocked, typesWithArn } from "./mocked-apply";

const folder = mkdtempSync(join(tmpdir(), "shopeasy-plan-"));
const terraform = findTerraform();
const isHere = terraform?.isMirrored === true;
const environments = process.env.SHOPEASY_FULL_TESTS ? environmentNames : (["prod"] as const);
const stacks: SynthesizedStack[] = isHere ? synthesize(environments, folder) : [];
if (isHere) takeOffline(stacks, join(folder, "state"));

afterAll(() => {
  terraform?.close();
  rmSync(folder, { recursive: true, force: true });
});

const idOf = ({ environment, name }: SynthesizedStack) => `${environment}-${name}`;
const patience = 300_000;
let withArn: Set<string> | undefined;

if (isHere) {
  test.each(stacks.map((stack) => [idOf(stack), stack] as const))(
    "Terraform plans %s without an account, with all that was synthesized, and applies it to a made-up one",
    async (_id, stack) => {
      const planned = await plan(terraform, stack);
      withArn ??= await typesWithArn(terraform, stack);
      const applied = await applyMocked(terraform, stack, withArn);

      expect(planned).toBe(`Plan: ${countResources(stack)} to add, 0 to change, 0 to destroy.`);
      expect(applied).toBe("Success! 1 passed, 0 failed.");
    },
    patience,
  );
} else {
  test("nothing is planned where Terraform or its provider is missing", () => {
    expect(stacks).toEqual([]);
  });
}
