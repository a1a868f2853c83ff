import { WebhookId } from "@shopeasy/contracts/ids";
import { apiPrefix } from "@shopeasy/contracts/route-table";
import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { listQuery } from "@shopeasy/platform/pagination/cursor";
import { z } from "zod";
import type { Deps } from "../deps";
import { changeWebhook, deleteWebhook, rotateSecret } from "./change-webhook";
import { createWebhook } from "./create-webhook";
import { getWebhook, listWebhooks } from "./find-webhooks";
import { NewWebhook, WebhookChanges, WebhookList, WebhookView, WebhookWithSecret } from "./webhook-schemas";

const params = z.strictObject({ id: WebhookId });

export const webhookRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "GET",
    path: "/webhooks",
    summary: "The shop's webhooks, newest first",
    access: "staff",
    query: z.strictObject(listQuery),
    responses: { 200: { description: "A page of webhooks", schema: WebhookList } },
    handle: async (deps, { query }) => reply(200, await listWebhooks(deps, query)),
  }),
  defineRoute<Deps>()({
    method: "POST",
    path: "/webhooks",
    summary: "Have events sent to an address",
    description:
      "Each event of these types is sent by POST, signed as the Standard Webhooks scheme says, and tried again for 24 hours until it is answered with 2xx. The address must be a public one, and is looked at again at each call; redirects are not followed.",
    access: "staff",
    body: NewWebhook,
    responses: {
      201: {
        description: "The webhook, with its signing secret",
        schema: WebhookWithSecret,
        headers: { Location: "Its address" },
      },
    },
    problems: { 409: ["too-many-webhooks"], 422: ["webhook-url-refused"] },
    handle: async (deps, { body, principal }) => {
      const webhook = await createWebhook(deps, principal.userId, body);
      return reply(201, webhook, { Location: `${apiPrefix}/webhooks/${webhook.id}` });
    },
  }),
  defineRoute<Deps>()({
    method: "GET",
    path: "/webhooks/{id}",
    summary: "One webhook",
    access: "staff",
    params,
    responses: { 200: { description: "The webhook, without its secret", schema: WebhookView } },
    problems: { 404: ["webhook-not-found"] },
    handle: async (deps, { params: { id } }) => reply(200, await getWebhook(deps, id)),
  }),
  defineRoute<Deps>()({
    method: "PATCH",
    path: "/webhooks/{id}",
    summary: "Change a webhook, or switch it off or on",
    description: "What waits for it goes to the new address; when it is switched off, it is given up.",
    access: "staff",
    params,
    body: WebhookChanges,
    responses: { 200: { description: "The webhook as it is now", schema: WebhookView } },
    problems: { 404: ["webhook-not-found"], 422: ["webhook-url-refused"] },
    handle: async (deps, { params: { id }, body }) => reply(200, await changeWebhook(deps, id, body)),
  }),
  defineRoute<Deps>()({
    method: "DELETE",
    path: "/webhooks/{id}",
    summary: "Take a webhook away, with its log",
    access: "staff",
    params,
    responses: { 204: { description: "It is gone" } },
    problems: { 404: ["webhook-not-found"] },
    handle: async (deps, { params: { id } }) => {
      await deleteWebhook(deps, id);
      return reply(204);
    },
  }),
  defineRoute<Deps>()({
    method: "POST",
    path: "/webhooks/{id}/secret",
    summary: "Give a webhook a new secret",
    description: "For 24 hours what is sent carries two signatures, by the new secret and by the one before.",
    access: "staff",
    params,
    responses: { 200: { description: "The webhook, with its new secret", schema: WebhookWithSecret } },
    problems: { 404: ["webhook-not-found"] },
    handle: async (deps, { params: { id } }) => reply(200, await rotateSecret(deps, id)),
  }),
];
