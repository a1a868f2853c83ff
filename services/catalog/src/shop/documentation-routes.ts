import asyncApiDocument from "@shopeasy/contracts/asyncapi.json";
import openApiDocument from "@shopeasy/contracts/openapi.json";
import { NotFound } from "@shopeasy/platform/errors";
import { replyContent, replySerialised } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { z } from "zod";
import type { Deps } from "../deps";
import { documentationAsset, documentationPage, pagePolicy } from "./documentation-page";

const openApi = JSON.stringify(openApiDocument);
const asyncApi = JSON.stringify(asyncApiDocument);
const cache = { maxAge: 300, staleWhileRevalidate: 3_600 };

export const documentationRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "GET",
    path: "/openapi.json",
    summary: "This document",
    access: "open",
    cache,
    responses: { 200: { description: "OpenAPI 3.1", contentType: "application/json" } },
    handle: async () => replySerialised(200, openApi),
  }),
  defineRoute<Deps>()({
    method: "GET",
    path: "/asyncapi.json",
    summary: "The events that travel between the services, and to those who subscribe",
    access: "open",
    cache,
    responses: { 200: { description: "AsyncAPI 3.0", contentType: "application/json" } },
    handle: async () => replySerialised(200, asyncApi),
  }),
  defineRoute<Deps>()({
    method: "GET",
    path: "/docs",
    summary: "This document in Swagger UI",
    access: "open",
    cache,
    responses: { 200: { description: "A page", contentType: "text/html" } },
    handle: async () =>
      replyContent(200, documentationPage, "text/html; charset=utf-8", {
        "Content-Security-Policy": pagePolicy,
      }),
  }),
  defineRoute<Deps>()({
    method: "GET",
    path: "/docs/{asset}",
    summary: "A part of the Swagger UI page",
    access: "open",
    cache,
    params: z.strictObject({ asset: z.string() }),
    responses: { 200: { description: "A script, style sheet or picture", contentType: "*/*" } },
    handle: async (_deps, { params }) => {
      const asset = await documentationAsset(params.asset);
      if (!asset) throw new NotFound("not-found", "There is nothing at this address.");
      return replyContent(200, asset.content, asset.contentType);
    },
  }),
];
