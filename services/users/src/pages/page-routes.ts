import { networkOf } from "@shopeasy/platform/auth/network";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { fieldsOf, pagesOf } from "@shopeasy/platform/pages/page";
import { z } from "zod";
import type { Deps } from "../deps";
import { answerReset, answerVerification, showLink } from "./answer-link";
import { pageScript } from "./page-script";
import { resetPasswordForm } from "./reset-password-page";
import { answerUnsubscribing, showUnsubscribing } from "./unsubscribe-page";
import { verifyEmailForm } from "./verify-email-page";

/** As a mail's link gives it. What is wrong with it is told on a page, and not as a problem. */
const Link = z.strictObject({ token: z.string().default("").describe("Of the mail's link.") });

const html = "text/html";
const formLimit = 10_000;
const { replyPage } = pagesOf({ script: pageScript });
const formFields =
  "A form (`application/x-www-form-urlencoded`) of the page; programs make the call beside it.";

export const pageRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "GET",
    path: "/auth/verify-email",
    summary: "The page that a mail's link opens, to verify an address",
    description: "Changes nothing: that takes its button.",
    access: "open",
    query: Link,
    responses: {
      200: { description: "A page with a button", contentType: html },
      410: { description: "A page that says that the link works no longer", contentType: html },
    },
    handle: async (deps, { query }) =>
      replyPage(await showLink(deps, { token: query.token, purpose: "verify-email" })),
  }),
  defineRoute<Deps>()({
    method: "POST",
    path: verifyEmailForm,
    summary: "The button of the page that verifies an address",
    description: formFields,
    access: "open",
    limit: "credentials",
    rawBody: true,
    bodyLimit: formLimit,
    responses: {
      200: { description: "A page that says that it is done", contentType: html },
      410: { description: "A page that says that the link works no longer", contentType: html },
    },
    handle: async (deps, { rawBody }) => replyPage(await answerVerification(deps, fieldsOf(rawBody))),
  }),
  defineRoute<Deps>()({
    method: "GET",
    path: "/auth/password/reset",
    summary: "The page that a mail's link opens, to choose a new password",
    description: "Changes nothing: that takes its form.",
    access: "open",
    query: Link,
    responses: {
      200: { description: "A page with a form", contentType: html },
      410: { description: "A page that says that the link works no longer", contentType: html },
    },
    handle: async (deps, { query }) =>
      replyPage(await showLink(deps, { token: query.token, purpose: "reset-password" })),
  }),
  defineRoute<Deps>()({
    method: "POST",
    path: resetPasswordForm,
    summary: "The form of the page for a new password",
    description: formFields,
    access: "open",
    limit: "credentials",
    rawBody: true,
    bodyLimit: formLimit,
    responses: {
      200: { description: "A page that says that it is done", contentType: html },
      400: { description: "The form again, with why the password is not taken", contentType: html },
      410: { description: "A page that says that the link works no longer", contentType: html },
      503: { description: "The form again: too many are at it just now", contentType: html },
    },
    handle: async (deps, { rawBody, address }) =>
      replyPage(await answerReset(deps, fieldsOf(rawBody), networkOf(address))),
  }),
  defineRoute<Deps>()({
    method: "GET",
    path: "/unsubscribe",
    isPage: true,
    summary: "The page that a mail's link opens, to get no more of its kind",
    access: "open",
    query: Link,
    responses: {
      200: { description: "A page with a button", contentType: html },
      410: { description: "A page that says that the link is none of ours", contentType: html },
    },
    handle: async ({ tokenKey }, { query }) => replyPage(showUnsubscribing(tokenKey, query.token)),
  }),
  defineRoute<Deps>()({
    method: "POST",
    path: "/unsubscribe",
    isPage: true,
    summary: "The button of that page, and of mail programs (RFC 8058: one click, without a page)",
    access: "open",
    // A mail program asks once.
    duringMaintenance: true,
    rawBody: true,
    bodyLimit: formLimit,
    query: Link,
    responses: {
      200: { description: "A page that says that it is done", contentType: html },
      410: { description: "A page that says that the link is none of ours", contentType: html },
    },
    handle: async (deps, { query }) => replyPage(await answerUnsubscribing(deps, query.token)),
  }),
];
