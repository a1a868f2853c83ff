import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { local } from "./shop";

const readme = readFileSync(join(__dirname, "../../../../README.md"), "utf8");

/** What stands between two marks, without the fence. */
function between(name: string): string {
  const [, text] =
    new RegExp(`<!-- ${name}:begin -->\\s*\`\`\`\\w*\\n([\\s\\S]*?)\`\`\`\\s*<!-- ${name}:end -->`).exec(
      readme,
    ) ?? [];
  if (text === undefined) throw new Error(`The README has no ${name}`);
  return text;
}

test("the README's purchase works as pasted, and answers as it says", () => {
  const script = between("purchase").replaceAll("http://localhost:8080", local.shop.url);

  const printed = execFileSync("sh", ["-eu", "-c", script], { encoding: "utf8", timeout: 30_000 });

  const order = JSON.parse(printed.slice(printed.indexOf("{")));
  const shown = JSON.parse(between("answer"));
  expect(order).toMatchObject({
    status: "paid",
    email: "ada@example.com",
    payment: { status: "paid", last4: "4242" },
  });
  expect(Object.keys(order)).toEqual(Object.keys(shown));
});

test("the commands that the README names are there", () => {
  const { scripts } = JSON.parse(readFileSync(join(__dirname, "../../../../package.json"), "utf8"));
  const named = [...readme.matchAll(/npm (?:run )?([a-z:]+)/g)].map(([, name]) => name);

  for (const name of new Set(named)) expect(Object.keys(scripts)).toContain(name);
});
