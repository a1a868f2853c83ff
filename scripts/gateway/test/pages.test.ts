import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Payments, startPayments } from "../../cloud/payments/payments";
import { anIntent, callsTo } from "../../cloud/payments/test/call-payments";
import { startXray, type XrayService } from "../../cloud/xray";
import { ask, type GatewayUnderTest, nobody, startGatewayUnderTest } from "./gateway-under-test";
import { startUpstream, type Upstream } from "./upstream";

const hostile = `<script>alert("1")</script>'"&<img src=x onerror=alert(1)>`;
const escapedHostile = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&quot;&amp;&lt;img";

let folder: string;
let inbox: Upstream;
let mails: unknown[];
let payments: Payments;
let xray: XrayService;
let shop: GatewayUnderTest;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "shopeasy-gateway-"));
  inbox = await startUpstream((_request, response) => response.end(JSON.stringify(mails)));
  payments = await startPayments({ webhookSecret: "whsec_test" });
  xray = await startXray();
  shop = await startGatewayUnderTest({
    environment: {
      RUN_FILE: join(folder, "run.json"),
      AWS_ENDPOINT_URL_SESV2: inbox.url,
      AWS_XRAY_DAEMON_ADDRESS: xray.address,
      PAYMENTS_URL: payments.url,
    },
  });
});

beforeEach(() => {
  mails = [];
});

afterAll(async () => {
  await shop.stop();
  await Promise.all([inbox.stop(), payments.stop(), xray.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

const page = (path: string, options = {}) => ask(shop.url, { path, ...options });

function writeRunFile(processes: unknown[], endpoints = {}): void {
  writeFileSync(join(folder, "run.json"), JSON.stringify({ gateway: shop.url, processes, endpoints }));
}

test("every page binds the browser to itself, and is never kept", async () => {
  for (const path of [
    "/",
    "/console/mail",
    "/console/traces",
    "/console/traces/map",
    "/console/payments",
    "/console/nothing",
  ]) {
    const { headers } = await page(path);

    expect(headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(headers["content-security-policy"]).toContain(
      "default-src 'none'; script-src 'self'; style-src 'self';",
    );
    expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "cache-control": "no-store" });
  }
});

test("the style, script and icon that the pages name are there, and nothing comes from elsewhere", async () => {
  const { body } = await page("/");
  const named = [...body.matchAll(/(?:rel="(?:icon|stylesheet)"[^>]*href|src)="([^"]+)"/g)].map(
    ([, href]) => href!,
  );

  const answers = await Promise.all(named.map((href) => page(href)));

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(named.every((href) => href.startsWith("/console/"))).toBe(true);
  expect(answers.every(({ headers }) => headers["cache-control"]?.includes("immutable"))).toBe(true);
});

describe("the first page", () => {
  it("says that the shop is starting until it is known what runs", async () => {
    rmSync(join(folder, "run.json"), { force: true });

    const { status, body } = await page("/");

    expect([status, body]).toEqual([200, expect.stringContaining("The shop is starting")]);
  });

  it("names each process, and tells those that answer from those that do not", async () => {
    const healthy = await startUpstream((request, response) => {
      response.writeHead(request.url === "/health/live" ? 200 : 404).end();
    });
    const internalPort = Number(new URL(healthy.url).port);
    writeRunFile(
      [
        { name: "orders", pid: 41, port: 42, internalPort },
        { name: "cart", pid: 43, port: 44, internalPort: 1 },
        { name: "postgres", pid: 45, port: internalPort, internalPort: null },
        { name: hostile, pid: process.pid, port: null, internalPort: null },
      ],
      { sqs: "http://127.0.0.1:4566" },
    );

    const { body } = await page("/");

    const rows = [...body.matchAll(/<th scope="row">(.*?)<\/th><td><span class="mark (\w+)"/g)];
    expect(rows.map(([, name, mark]) => [name, mark])).toEqual([
      ["orders", "fine"],
      ["cart", "fault"],
      ["postgres", "fine"],
      [expect.stringContaining(escapedHostile), "fine"],
    ]);
    expect(body).toContain("3 of 4 processes answer");
    expect(body).toContain("http://127.0.0.1:4566");
    expect(body).not.toContain("<script>alert");
    await healthy.stop();
  });

  it("leads to everything else and has the demo accounts", async () => {
    const { body } = await page("/");

    for (const wanted of ["/api/v1/docs", "/api/v1/openapi.json", "/console/mail", "/console/traces"])
      expect(body).toContain(`href="${wanted}"`);
    for (const account of ["customer@shopeasy.test", "staff@shopeasy.test", "admin@shopeasy.test"])
      expect(body).toContain(account);
    expect(body).toContain("shopeasy-demo-1");
  });
});

describe("the mail pages", () => {
  const aMail = {
    to: ["ada@example.com"],
    subject: "Hello",
    text: "Hi",
    html: "<p>Hi</p>",
    at: "2026-01-31T12:00:00.000Z",
  };

  it("list the mails, newest first, as a page and as data", async () => {
    mails = [{ ...aMail, subject: "Second" }, aMail];

    const list = await page("/console/mail");
    const data = await page("/console/mail.json");

    expect(list.body.indexOf("Second")).toBeLessThan(list.body.indexOf("Hello"));
    expect(JSON.parse(data.body)).toEqual(mails);
    expect(data.headers["content-type"]).toBe("application/json; charset=utf-8");
  });

  it("show a mail in a frame that can run nothing, under a name that stays when others arrive", async () => {
    mails = [{ ...aMail, subject: hostile, text: hostile, html: `<p style="color:red">"Hi"</p>${hostile}` }];
    const [, address] =
      /href="(\/console\/mail\/[0-9a-f]{16})"/.exec((await page("/console/mail")).body) ?? [];
    mails = [aMail, ...mails];

    const { body, headers } = await page(address!);

    expect(body).toContain(`<h1>${escapedHostile}`);
    expect(body).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    expect(body).toMatch(/srcdoc="[^"]*&lt;p style=&quot;color:red&quot;&gt;/);
    expect(body).not.toContain("<script>alert");
    expect(headers["content-security-policy"]).toContain("script-src 'self';");
  });

  it("have nothing at the address of no mail, and say when the inbox does not answer", async () => {
    const other = await startGatewayUnderTest({ environment: { AWS_ENDPOINT_URL_SESV2: nobody } });

    const none = await page("/console/mail/0123456789abcdef");
    const silent = await ask(`${other.url}/console/mail`);

    expect([none.status, silent.status]).toEqual([404, 502]);
    expect(silent.body).toContain("The mail inbox can’t be reached");
    await other.stop();
  });
});

describe("the payments page", () => {
  it("shows the books among the other pages, and completes a 3-D Secure step", async () => {
    const call = callsTo(payments.url);
    const { body: intent } = await call("POST", "/v1/payment_intents", {
      ...anIntent(),
      payment_method: "pm_card_authenticationRequired",
      "metadata[orderId]": hostile,
    });
    const address = `/console/payments/intents/${String(intent.id)}/complete-action`;

    const before = await page("/console/payments");
    const done = await page(address, {
      method: "POST",
      body: "succeed=true",
      headers: { "content-type": "application/x-www-form-urlencoded", "x-forwarded-prefix": "/elsewhere" },
    });

    expect(before.body).toContain(`action="${address}"`);
    expect(before.body).toContain('aria-current="page">Payments');
    expect(before.body).not.toContain("<script>alert");
    expect([done.status, done.headers.location]).toEqual([303, "/console/payments/"]);
  });

  it("passes the books on as data", async () => {
    const books = await page("/console/payments/books");

    expect(JSON.parse(books.body)).toHaveProperty("totals");
  });

  it("says when the payment gateway does not answer", async () => {
    const other = await startGatewayUnderTest();

    const [shown, asked] = [
      await ask(`${other.url}/console/payments`),
      await ask(`${other.url}/console/payments/books`),
    ];

    expect([shown.status, asked.status]).toEqual([502, 502]);
    await other.stop();
  });
});

test("an unknown page is a 404 page, /console leads to the first, and pages can only be read", async () => {
  const unknown = await page("/console/nothing");
  const short = await page("/console");
  const written = await page("/", { method: "POST", body: "x" });
  const head = await page("/", { method: "HEAD" });

  expect([unknown.status, unknown.body]).toEqual([404, expect.stringContaining("Nothing is here")]);
  expect([short.status, short.headers.location]).toEqual([302, "/"]);
  expect([written.status, written.headers.allow]).toEqual([405, "GET, HEAD"]);
  expect([head.status, head.body]).toEqual([200, ""]);
});
