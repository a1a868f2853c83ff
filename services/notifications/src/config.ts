import { readEnvironment, serviceEnvironment } from "@shopeasy/platform/config/environment";
import { z } from "zod";

const environment = z
  .object({
    ...serviceEnvironment,
    NOTIFICATIONS_TABLE: z.string().min(1),
    ORDERS_URL: z.url(),
    USERS_URL: z.url(),
    /** The shop's own address, which links in mails begin with. */
    PUBLIC_URL: z.url().transform((url) => url.replace(/\/+$/, "")),
    /** Whom mails come from; SES must have verified it. */
    MAIL_FROM: z.string().min(3).default("ShopEasy <orders@shopeasy.test>"),
  })
  // A lambda listens nowhere, and nobody signs in to it.
  .omit({
    HOST: true,
    PORT: true,
    INTERNAL_PORT: true,
    JWKS_URL: true,
    RATE_LIMITS: true,
    TRUSTED_PROXIES: true,
  });

export type NotificationsConfig = z.infer<typeof environment>;

/** What the lambda is told by its environment. Throws a ConfigurationError that names every fault. */
export const readConfig = (): NotificationsConfig => readEnvironment(environment, process.env);
