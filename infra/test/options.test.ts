import { readOptions } from "../commands/options";
import { environmentNames } from "../environments";

test("a command is for all environments and stacks, or for those that are named", () => {
  const all = readOptions(["plan"]);
  const one = readOptions(["plan", "--environment", "prod", "--stack", "data"]);

  expect(all).toEqual({ command: "plan", environments: environmentNames, stack: undefined });
  expect(one).toEqual({ command: "plan", environments: ["prod"], stack: "data" });
});

test.each([
  [[], "What is to be done?"],
  [["destroy"], 'There is no command "destroy"'],
  [["synth", "prod"], "one word too many"],
  [["plan", "--environment", "production"], 'There is no environment "production"'],
  [["plan", "--force"], "--force"],
  [["bootstrap"], "needs --environment"],
  [["bootstrap", "--environment", "prod", "--pipeline", "jenkins"], "go together"],
  [["bootstrap", "--environment", "prod", "--pipeline", "jenkins", "--external-id", "x"], "no role's ARN"],
  [["diagram", "--environment", "dev"], "it draws prod"],
  [["synth", "--pipeline", "arn:aws:iam::111111111111:role/jenkins"], "goes with bootstrap"],
])("%j is answered by what is wrong with it, and the usage", (args, problem) => {
  expect(() => readOptions(args)).toThrow(problem);
  expect(() => readOptions(args)).toThrow("usage:");
});
