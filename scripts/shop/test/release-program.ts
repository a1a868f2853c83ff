import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Agent } from "undici";
import { folderStore } from "../../release/records/folder-store";
import { ReleaseRecords } from "../../release/records/release-records";

const root = join(__dirname, "../../..");
const program = join(root, "build/scripts/local-release/main.js");

/** A shop that runs on a folder. */
interface Shop {
  dataDir: string;
}

/** Starts `npm run release:local`'s program on a shop, with what this tree has built, under a version that the test makes up. */
export function startRelease(shop: Shop, service: string, version: string, ...args: string[]) {
  const what = ["--from", root, "--service", service, "--version", version];
  const child = spawn(process.execPath, [program, "--data", shop.dataDir, ...what, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  const hear = (text: string) => {
    printed += text;
  };
  child.stdout.setEncoding("utf8").on("data", hear);
  child.stderr.setEncoding("utf8").on("data", hear);
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, output: printed }));
  return {
    output: () => printed,
    ended,
    /** Ctrl-C. */
    interrupt: () => child.kill("SIGINT"),
  };
}

/** The releases of a shop, newest first. */
export const recordsOf = (shop: Shop) =>
  new ReleaseRecords(folderStore(join(shop.dataDir, "releases"))).list();

/** Where the supervisor is asked, and the token for it. */
export const controlOf = (shop: Shop) =>
  JSON.parse(readFileSync(join(shop.dataDir, "control.json"), "utf8")) as { url: string; token: string };

/** Has one version of a service fail a share of its requests, by the shop's flags; what it gives takes that back. */
export function haveFail(shop: Shop, service: string, version: string, errors: number): () => void {
  const path = join(shop.dataDir, "flags.json");
  const before = readFileSync(path, "utf8");
  const { flags } = JSON.parse(before) as { flags: object };
  const variants = { drill: { programs: [{ service, version, errors }] } };
  const faults = { state: "ENABLED", variants, defaultVariant: "drill" };
  writeFileSync(path, JSON.stringify({ flags: { ...flags, faults } }));
  return () => writeFileSync(path, before);
}

/** What became of requests, by kind: `GET /products: 200`. */
type Outcomes = Map<string, number>;

export interface Load {
  /** Asked so far. */
  asked: () => number;
  /** Comes no more; gives what became of all when the last one is answered. */
  stop: () => Promise<Outcomes>;
}

interface Asked {
  method: "GET" | "POST" | "PUT";
  path: string;
  body?: unknown;
}

/** Has customers come at a steady rate, however long answers take; each asks for what `choose` gives for her number. */
export function letCustomersAsk(origin: string, perSecond: number, choose: (n: number) => Asked): Load {
  const agent = new Agent({ connections: 200, pipelining: 1, keepAliveTimeout: 4_000 });
  const outcomes: Outcomes = new Map();
  const open = new Set<Promise<void>>();
  const startedAt = performance.now();
  let asked = 0;

  const ask = async ({ method, path, body }: Asked) => {
    const headers = body === undefined ? {} : { "content-type": "application/json" };
    const options = {
      origin,
      method,
      path: `/api/v1${path}`,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    };
    const outcome = await agent.request(options).then(
      async (response) => {
        await response.body.dump();
        return String(response.statusCode);
      },
      (error: { code?: string; message: string }) => error.code ?? error.message,
    );
    const [kind = ""] = path.split("?");
    const key = `${method} ${kind.replace(/[0-9a-f-]{36}/, "{id}")}: ${outcome}`;
    outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
  };
  const timer = setInterval(() => {
    const due = ((performance.now() - startedAt) / 1_000) * perSecond;
    for (; asked < due; asked += 1) {
      const one = ask(choose(asked)).finally(() => open.delete(one));
      open.add(one);
    }
  }, 10);

  return {
    asked: () => asked,
    async stop() {
      clearInterval(timer);
      await Promise.all(open);
      await agent.close();
      return outcomes;
    },
  };
}

/** Those that the shop failed: 5xx, or no answer at all. */
export const failuresIn = (outcomes: Outcomes) =>
  [...outcomes].filter(([kind]) => !/: [234]\d\d$/.test(kind));
