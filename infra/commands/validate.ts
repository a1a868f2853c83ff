import type { Terraform } from "./terraform";

const initialised = (terraform: Terraform, folder: string) =>
  terraform.run(folder, "init", "-input=false", "-reconfigure");

/** Has Terraform check a stack that was taken offline. @throws InfraError with what it finds wrong */
export async function validate(terraform: Terraform, { folder }: { folder: string }): Promise<string> {
  await initialised(terraform, folder);
  await terraform.run(folder, "validate");
  return "valid";
}

/**
 * Has Terraform say what it would make of a stack that was taken offline, in an empty account: it fills in every default,
 * and the provider checks every value. Gives its last word: `Plan: 10 to add, 0 to change, 0 to destroy.`
 * @throws InfraError with what it finds wrong
 */
export async function plan(terraform: Terraform, { folder }: { folder: string }): Promise<string> {
  await initialised(terraform, folder);
  const printed = await terraform.run(folder, "plan", "-input=false", "-lock=false", "-out=offline.tfplan");
  return /^Plan: .*$/m.exec(printed)?.[0] ?? "No changes.";
}
