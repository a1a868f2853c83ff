import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { build } from "esbuild";
import { Books } from "../books";
import { startPayments } from "../payments";

type Intent = { id: string; status: string };
type Acknowledged = Map<string, { id: string; status: string }>;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "payments-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("nothing that was acknowledged is lost when the stand-in is killed, and nothing happens twice", async () => {
  const { child, url } = await startedProcess();
  const acknowledged: Acknowledged = new Map();
  const buyers = Array.from({ length: 8 }, (_, buyer) => buyUntilGone(url, buyer, acknowledged));
  await untilThereAre(150, acknowledged);

  child.kill("SIGKILL");
  await Promise.all(buyers);
  const reopened = await startPayments({ dataDir: join(folder, "books"), webhookSecret: "whsec_test" });
  const replayed = await Promise.all([...acknowledged.keys()].map((key) => post(reopened.url, key)));
  const books = (await (await fetch(`${reopened.url}/_stand-in/books`)).json()) as {
    intents: Intent[];
    totals: Record<string, { captured: number }>;
  };
  await reopened.stop();

  expect(replayed.map(({ id }) => id)).toEqual([...acknowledged.values()].map(({ id }) => id));
  const kept = new Map(books.intents.map((intent) => [intent.id, intent]));
  for (const { id, status } of acknowledged.values()) {
    const told = status === "succeeded" ? ["succeeded"] : ["requires_capture", "succeeded"];
    expect(told).toContain(kept.get(id)?.status);
  }
  const captured = books.intents.filter(({ status }) => status === "succeeded");
  expect(books.totals.usd?.captured).toBe(captured.length * 2_000);
  // Each buyer has at most one request that was under way, so one intent that nobody was told of.
  expect(
    books.intents.length - new Set([...acknowledged.values()].map(({ id }) => id)).size,
  ).toBeLessThanOrEqual(8);
}, 30_000);

it("a line that was half written when the process died is cut off, and the books go on", () => {
  const before = Books.open(folder);
  before.record({
    answer: {
      key: "whole",
      fingerprint: "f",
      status: 200,
      body: { note: "line\u2028separator" },
      at: Date.now(),
    },
  });
  before.close();
  appendFileSync(join(folder, "journal.ndjson"), '{"answer":{"key":"half","finger');

  const after = Books.open(folder);
  after.record({ answer: { key: "next", fingerprint: "f", status: 200, body: {}, at: Date.now() } });
  after.close();

  const again = Books.open(folder);
  expect(["whole", "half", "next"].map((key) => again.answerUnder(key)?.status)).toEqual([
    200,
    undefined,
    200,
  ]);
  expect(again.answerUnder("whole")?.body).toEqual({ note: "line\u2028separator" });
  again.close();
});

it("a damaged line is named, not skipped: money may hang on it", () => {
  Books.open(folder).close();
  appendFileSync(join(folder, "journal.ndjson"), "{ damaged }\n{}\n");

  expect(() => Books.open(folder)).toThrow(/damaged at .*journal\.ndjson:1/);
});

it("opening rewrites the journal without what is past", () => {
  const books = Books.open(folder);
  const dayOld = Date.now() - 25 * 3_600_000;
  books.record({ answer: { key: "old", fingerprint: "f", status: 200, body: {}, at: dayOld } });
  books.close();

  const reopened = Books.open(folder);
  reopened.close();

  expect(reopened.answerUnder("old")).toBeUndefined();
  expect(readFileSync(join(folder, "journal.ndjson"), "utf8")).toBe("");
});

async function startedProcess(): Promise<{ child: ChildProcess; url: string }> {
  const outfile = join(folder, "payments.cjs");
  const options = JSON.stringify({ dataDir: join(folder, "books"), webhookSecret: "whsec_test" });
  const contents = `require("./payments").startPayments(${options}).then(({ url }) => console.log(url));`;
  const resolveDir = resolve(__dirname, "..");
  await build({
    stdin: { contents, resolveDir },
    bundle: true,
    platform: "node",
    outfile,
    logLevel: "error",
  });

  const child = spawn(process.execPath, [outfile], { stdio: ["ignore", "pipe", "inherit"] });
  const [url] = (await once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), "line")) as [
    string,
  ];
  return { child, url };
}

async function buyUntilGone(url: string, buyer: number, acknowledged: Acknowledged): Promise<void> {
  for (let n = 0; n < 2_000; n += 1) {
    const key = `order-${buyer}-${n}:create`;
    const intent = await post(url, key).catch(() => undefined);
    if (!intent) return;
    acknowledged.set(key, intent);
    const captured = await post(url, `order-${buyer}-${n}:capture`, intent.id).catch(() => undefined);
    if (!captured) return;
    acknowledged.set(key, captured);
  }
}

async function post(url: string, key: string, capture?: string): Promise<Intent> {
  const params = {
    amount: "2000",
    currency: "usd",
    capture_method: "manual",
    confirm: "true",
    payment_method: "pm_card_visa",
  };
  const answer = await fetch(`${url}/v1/payment_intents${capture ? `/${capture}/capture` : ""}`, {
    method: "POST",
    headers: { authorization: "Bearer sk_test_shop", "idempotency-key": key },
    body: new URLSearchParams(capture ? {} : params),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as Intent;
}

async function untilThereAre(count: number, acknowledged: Acknowledged): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (acknowledged.size < count && Date.now() < deadline)
    await new Promise((resume) => setTimeout(resume, 5));
}
