import { homedir } from "node:os";
import { delimiter } from "node:path";

/** What the machine says of where Terraform and its providers are. */
export interface TerraformConfig {
  path: string[];
  mirrors: string[];
}

/** Folders in which a mirror of providers may lie; where there is none, Terraform downloads them. */
const usualMirrors = [
  `${homedir()}/.terraform.d/plugins`,
  "/usr/local/share/terraform/plugins",
  "/usr/share/terraform/plugins",
  "/opt/*",
];

/** `TERRAFORM_MIRROR` names a mirror of providers that is not in one of the usual places. */
export const readConfig = (): TerraformConfig => ({
  path: (process.env.PATH ?? "").split(delimiter),
  mirrors: [...(process.env.TERRAFORM_MIRROR ? [process.env.TERRAFORM_MIRROR] : []), ...usualMirrors],
});
