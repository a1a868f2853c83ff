import { Faults, LogLevels, Maintenance } from "@shopeasy/contracts/flag-declaration";
import request from "supertest";
import { z } from "zod";
import { reply } from "../../src/http/reply";
import { defineRoute, type Route } from "../../src/http/route";
import { KeepsAll } from "./kept-answers";
import { shopApp } from "./shop-app";

const shown = { 200: { description: "Done", schema: z.strictObject({ shown: z.string() }) } };
const base = { access: "public", summary: "A cart", responses: shown } as const;
const handle = async () => reply(200, { shown: "yes" });

const routes: Route<object>[] = [
  defineRoute<object>()({ ...base, method: "GET", path: "/carts/mine", handle }),
  defineRoute<object>()({ ...base, method: "POST", path: "/carts", handle }),
  defineRoute<object>()({ ...base, method: "PUT", path: "/carts/mine", access: "staff", handle }),
  defineRoute<object>()({ ...base, method: "POST", path: "/webhook", duringMaintenance: true, handle }),
  defineRoute<object>()({
    ...base,
    method: "GET",
    path: "/products",
    cache: { maxAge: 5, madeOf: () => ["catalogue"] },
    handle,
  }),
];

/** An app whose flags a test sets, as an operator does. */
function flaggedApp(options: Parameters<typeof shopApp>[1] = {}) {
  const said = {
    maintenance: Maintenance.parse({ planned: null }),
    faults: Faults.parse({ programs: [] }),
    "log-levels": LogLevels.parse({ programs: [] }),
  };
  const flags = {
    asker: { service: "cart", version: "abc123" },
    value: <Name extends keyof typeof said>(name: Name) => said[name],
  };
  const shop = shopApp(routes, { ...options, flags });
  return {
    ...shop,
    maintain: (planned: object | null) => {
      said.maintenance = Maintenance.parse({ planned });
    },
    drill: (...programs: object[]) => {
      said.faults = Faults.parse({ programs });
    },
  };
}

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
const notice = "We are moving to a larger warehouse of data. Back soon!";

describe("planned maintenance", () => {
  test("is announced on every answer before it begins, and refuses nothing yet", async () => {
    const { app, maintain } = flaggedApp();
    maintain({ from: "2126-01-01T10:00:00Z", until: "2126-01-01T11:00:00Z", notice });

    const [read, written, unknown] = await Promise.all([
      request(app).get("/api/v1/carts/mine"),
      request(app).post("/api/v1/carts"),
      request(app).get("/api/v1/nothing"),
    ]);

    expect([read.status, written.status, unknown.status]).toEqual([200, 200, 404]);
    for (const { headers } of [read, written, unknown]) {
      expect(headers["shop-notice"]).toBe("maintenance;from=@4922935200;until=@4922938800");
    }
  });

  test("refuses to write while it lasts, says until when, and reads go on", async () => {
    const { app, maintain } = flaggedApp();
    const until = inMinutes(10);
    maintain({ from: inMinutes(-1), until, notice });

    const [read, written, staffs] = await Promise.all([
      request(app).get("/api/v1/carts/mine"),
      request(app).post("/api/v1/carts"),
      request(app).put("/api/v1/carts/mine").set("Authorization", "Bearer staff"),
    ]);

    expect(read.status).toBe(200);
    expect(staffs.status).toBe(503);
    expect(written.status).toBe(503);
    expect(written.body).toMatchObject({
      type: "https://shopeasy.dev/problems/maintenance",
      detail: notice,
      until,
    });
    expect(Number(written.headers["retry-after"])).toBeGreaterThan(590);
    expect(Number(written.headers["retry-after"])).toBeLessThanOrEqual(600);
  });

  test("lets through what writes nothing, or would not be sent again", async () => {
    const { app, maintain } = flaggedApp();
    maintain({ from: inMinutes(-1), until: inMinutes(10), notice });

    const answer = await request(app).post("/api/v1/webhook");

    expect(answer.status).toBe(200);
  });

  test("leaves alone the services that it does not name, which announce it all the same", async () => {
    const { app, maintain } = flaggedApp();
    maintain({ from: inMinutes(-1), until: inMinutes(10), notice, services: ["orders"] });

    const answer = await request(app).post("/api/v1/carts");

    expect(answer.status).toBe(200);
    expect(answer.headers["shop-notice"]).toMatch(/^maintenance;from=@\d+;until=@\d+$/);
  });

  test("ends by itself, and at once when the flag is taken back", async () => {
    const { app, maintain } = flaggedApp();
    maintain({ from: inMinutes(-20), until: inMinutes(-10), notice });
    const after = await request(app).post("/api/v1/carts");
    maintain({ from: inMinutes(-20), until: inMinutes(10), notice });
    const during = await request(app).post("/api/v1/carts");
    maintain(null);
    const takenBack = await request(app).post("/api/v1/carts");

    expect([after.status, during.status, takenBack.status]).toEqual([200, 503, 200]);
    expect(after.headers).not.toHaveProperty("shop-notice");
    expect(takenBack.headers).not.toHaveProperty("shop-notice");
  });

  test("is announced by answers from memory, too", async () => {
    const { app, maintain } = flaggedApp({ answers: new KeepsAll() });
    const first = await request(app).get("/api/v1/products");
    maintain({ from: inMinutes(5), until: inMinutes(10), notice });

    const second = await request(app).get("/api/v1/products");

    expect(first.headers).not.toHaveProperty("shop-notice");
    expect(second.headers["shop-notice"]).toMatch(/^maintenance;/);
    expect(second.headers.etag).toBe(first.headers.etag);
  });
});

describe("faults for a drill", () => {
  test("befall about the share that was asked for, as a fault of ours would", async () => {
    const { app, drill, logs, metrics } = flaggedApp();
    drill({ service: "cart", errors: 0.5 });

    const answers = [];
    for (let index = 0; index < 40; index++) answers.push(await request(app).get("/api/v1/carts/mine"));
    const failed = answers.filter(({ status }) => status === 500);

    expect(failed.length).toBeGreaterThan(4);
    expect(failed.length).toBeLessThan(36);
    expect(answers.every(({ status }) => status === 500 || status === 200)).toBe(true);
    expect(failed[0]?.body).toMatchObject({ type: "https://shopeasy.dev/problems/internal-error" });
    expect(failed[0]?.headers).toHaveProperty("x-request-id");
    expect(logs.of("request.failed")).toHaveLength(failed.length);
    expect(await metrics.render()).toMatch(new RegExp(`status="500".*} ${failed.length}$`, "m"));
  });

  test("befall the version that is named, and no other", async () => {
    const { app, drill } = flaggedApp();
    drill({ service: "cart", version: "other", errors: 1 }, { service: "orders", errors: 1 });
    const spared = await request(app).get("/api/v1/carts/mine");
    drill({ service: "cart", version: "abc123", errors: 1 });
    const hit = await request(app).get("/api/v1/carts/mine");

    expect([spared.status, hit.status]).toEqual([200, 500]);
  });

  test("befall answers from memory, too", async () => {
    const { app, drill } = flaggedApp({ answers: new KeepsAll() });
    const before = await request(app).get("/api/v1/products");
    drill({ service: "cart", errors: 1 });
    const during = await request(app).get("/api/v1/products");
    drill();
    const after = await request(app).get("/api/v1/products");

    expect([before.status, during.status, after.status]).toEqual([200, 500, 200]);
  });

  test("can be answers that come late, and right", async () => {
    const { app, drill } = flaggedApp({ answers: new KeepsAll() });
    drill({ service: "cart", slow: 1, delayMs: 60 });
    const startedAt = performance.now();

    const answer = await request(app).get("/api/v1/products");

    expect(answer.status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(58);
  });
});
