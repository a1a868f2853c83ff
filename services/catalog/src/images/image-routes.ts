import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { listQuery } from "@shopeasy/platform/pagination/cursor";
import { z } from "zod";
import type { Deps } from "../deps";
import { productParams } from "../products/product-requests";
import { ImageInvitation, ImageUploadList, NewImage } from "./image-schemas";
import { inviteUpload } from "./invite-upload";
import { listUploads } from "./list-uploads";

export const imageRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "POST",
    path: "/products/{idOrSlug}/images",
    summary: "Send an image for a product",
    description:
      "PUT the file to `uploadUrl` within 15 minutes, with `uploadHeaders`: at most 10 MB. It is then looked at, and the product shows it as `image`, the last of its images, mostly a second or two later; `GET` says what became of it. Where `size` was given, S3 takes a file of just that length.",
    access: "staff",
    params: productParams,
    body: NewImage,
    responses: { 201: { description: "Where to send it, and where it will be", schema: ImageInvitation } },
    problems: { 404: ["unknown-product"], 409: ["too-many-images"] },
    handle: async (deps, { params, body, principal }) => {
      const request = { idOrSlug: params.idOrSlug, image: body, staffId: principal.userId };
      return reply(201, await inviteUpload(deps, request));
    },
  }),
  defineRoute<Deps>()({
    method: "GET",
    path: "/products/{idOrSlug}/images",
    summary: "What became of images sent for a product",
    description: "The newest first; those that were settled 30 days ago are forgotten.",
    access: "staff",
    params: productParams,
    query: z.strictObject(listQuery),
    responses: { 200: { description: "A page of uploads", schema: ImageUploadList } },
    problems: { 404: ["unknown-product"] },
    handle: async (deps, { params, query }) => reply(200, await listUploads(deps, params.idOrSlug, query)),
  }),
];
