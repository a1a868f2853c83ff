import { getHeapStatistics } from "node:v8";
import { keepForEver, leakedKilobytes } from "@shopeasy/platform/drills/leak";
import request from "supertest";
import { z } from "zod";
import { reply } from "../../src/http/reply";
import { defineRoute } from "../../src/http/route";
import { shopApp } from "../http/shop-app";
import { aDrill } from "./a-drill";

describe("a handler that leaks in a drill", () => {
  const drill = aDrill();
  afterEach(() => drill.set());

  test("keeps its share of each request, and lets all go when the drill is over", async () => {
    const route = defineRoute<object>()({
      ...{ method: "GET", path: "/carts/mine", access: "public", summary: "A cart" },
      responses: { 200: { description: "Done", schema: z.strictObject({}) } },
      handle: async () => reply(200, {}),
    });
    const none = { planned: null };
    const said = (name: string) => (name === "faults" ? drill.flags.value() : none);
    const { app } = shopApp([route], { flags: { ...drill.flags, value: said as never } });
    const ask = () => request(app).get("/api/v1/carts/mine").expect(200);

    await ask();
    const before = leakedKilobytes();
    drill.set({ leak: { kilobytes: 40 } });
    for (let time = 0; time < 3; time++) await ask();
    const during = leakedKilobytes();
    drill.set({ errors: 0 });

    expect([before, during, leakedKilobytes()]).toEqual([0, 120, 0]);
  });

  test("keeps no more than the drill allows, however long it lasts", () => {
    drill.set({ leak: { kilobytes: 1, mostMegabytes: 1 } });

    for (let time = 0; time < 2_000; time++) keepForEver({ kilobytes: 100, mostMegabytes: 1 });

    expect(leakedKilobytes()).toBe(1_000);
  });

  test("never keeps more than half of the heap, so that the process lives", () => {
    const half = getHeapStatistics().heap_size_limit / 2 / 1_024;
    drill.set({ leak: { kilobytes: 1 } });

    // One that would be more by itself is not even made.
    keepForEver({ kilobytes: Math.ceil(half) + 1, mostMegabytes: Number.POSITIVE_INFINITY });

    expect(leakedKilobytes()).toBe(0);
  });
});
