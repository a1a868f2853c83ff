import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { queues } from "@shopeasy/contracts/resources";
import { signedHeaders } from "../src/webhooks/signature-rules";
import { newSecret } from "../src/webhooks/webhook-secret";

const page = (name: string) => readFileSync(join(__dirname, "../../../docs", name), "utf8");

test("the page for receivers names exactly the events that can be had", () => {
  const [, list = ""] =
    /Events that can be had: ([\s\S]*?)\. What each carries/.exec(page("webhooks.md")) ?? [];

  const named = [...list.matchAll(/`([^`]+)`/g)].map(([, type]) => type);

  expect(named.sort()).toEqual([...queues["webhooks-events"].subscribesTo].sort());
});

test.each(["fulfilment", "billing"] as const)("the page of queues names the events of %s", (queue) => {
  const row =
    page("queues.md")
      .split("\n")
      .find((line) => line.startsWith(`| \`${queue}\``)) ?? "";

  const named = [...row.matchAll(/`(order\.[^`]+)`/g)].map(([, type]) => type);

  expect(named).toEqual(queues[queue].subscribesTo);
});

test("the code for receivers verifies what is sent, also by two secrets, and nothing else", () => {
  const code = /```js\n([^`]*export function verify[\s\S]*?)```/.exec(page("webhooks.md"))?.[1] ?? "";
  const [secret, other, body] = [newSecret(), newSecret(), '{"type":"webhook.test","name":"Ädä"}'];
  const signed = (secrets: string[], at: Date) => signedHeaders({ id: "one", at, body, secrets });
  const now = new Date();
  const tries = [
    { headers: signed([secret], now), body },
    { headers: signed([other, secret], now), body },
    { headers: signed([other], now), body },
    { headers: signed([secret], now), body: `${body} ` },
    { headers: signed([secret], new Date(now.getTime() - 301_000)), body },
    { headers: { ...signed([secret], now), "webhook-timestamp": "soon" }, body },
    { headers: {}, body },
  ];
  const check = `${code}
    const [secret, tries] = JSON.parse(process.argv[1]);
    const isGood = ({ headers, body }) => { try { verify(secret, headers, body); return true; } catch { return false; } };
    console.log(JSON.stringify(tries.map(isGood)));`;

  const output = execFileSync(process.execPath, [
    "--input-type=module",
    "-e",
    check,
    JSON.stringify([secret, tries]),
  ]);

  expect(JSON.parse(String(output))).toEqual([true, true, false, false, false, false, false]);
});
