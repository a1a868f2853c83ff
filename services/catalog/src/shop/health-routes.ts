import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { z } from "zod";
import type { Deps } from "../deps";

const ShopHealth = z
  .strictObject({
    status: z.enum(["ok", "degraded"]),
    services: z.record(z.string(), z.enum(["ok", "down"])),
    version: z.string(),
    maintenance: z
      .strictObject({
        from: z.string(),
        until: z.string(),
        notice: z.string(),
        services: z.array(z.string()),
      })
      .optional()
      .describe("Planned, from its announcement to its end: meanwhile these services refuse to write."),
  })
  .meta({
    id: "ShopHealth",
    example: {
      status: "ok",
      services: { users: "ok", catalog: "ok", cart: "ok", orders: "ok", feedback: "ok" },
      version: "1.4.0",
    },
  });

export const healthRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "GET",
    path: "/health",
    summary: "Whether all parts of the shop work",
    access: "open",
    responses: { 200: { description: "Each service's state", schema: ShopHealth } },
    handle: async ({ shopHealth, version, flags }) => {
      const { planned } = flags.value("maintenance");
      const isToCome = planned !== null && Date.now() < Date.parse(planned.until);
      return reply(200, { ...(await shopHealth()), version, ...(isToCome && { maintenance: planned }) });
    },
  }),
];
