import { readEnvironment, serviceEnvironment } from "@shopeasy/platform/config/environment";
import { withSecrets } from "@shopeasy/platform/config/secrets";
import { z } from "zod";

const environment = z
  .object({
    ...serviceEnvironment,
    NOTIFICATIONS_TABLE: z.string().min(1),
    USERS_URL: z.url(),
    CATALOG_URL: z.url(),
    ORDERS_URL: z.url(),
    FEEDBACK_URL: z.url(),
    /** The shop's own address, which links in mails begin with. */
    PUBLIC_URL: z.url().transform((url) => url.replace(/\/+$/, "")),
    /** Whom mails come from; SES must have verified it. */
    MAIL_FROM: z.string().min(3).default("ShopEasy <orders@shopeasy.test>"),
    /** Who of the staff is told of low stock, flagged reviews and webhooks: addresses, with commas between them. */
    STAFF_MAIL: z
      .string()
      .transform((list) => list.split(",").map((address) => address.trim()))
      .pipe(z.array(z.email()).min(1)),
    /** Where customers send returns to, as their mails tell it; they are told none when it is left out. */
    RETURNS_ADDRESS: z.string().min(1).optional(),
    /** SES's set of what is published about mails: with it a bounce tells whose it is. */
    MAIL_CONFIGURATION_SET: z.string().min(1).optional(),
  })
  // A lambda listens nowhere, and nobody signs in to it.
  .omit({
    HOST: true,
    PORT: true,
    INTERNAL_PORT: true,
    JWKS_URL: true,
    RATE_LIMITS: true,
    TRUSTED_PROXIES: true,
    CALLER_HEADER: true,
    METRICS: true,
    TRACE_ORIGIN: true,
    LOG_READS_ONE_IN: true,
  });

export type NotificationsConfig = z.infer<typeof environment>;

type Environment = Readonly<Record<string, string | undefined>>;

/** What the lambda is told by its environment. Throws a ConfigurationError that names every fault. */
export const readConfig = (given: Environment = process.env): NotificationsConfig =>
  readEnvironment(environment, given);

/** The same, with the secrets of which AWS only tells it the place. */
export const readConfigWithSecrets = async (): Promise<NotificationsConfig> =>
  readConfig(await withSecrets(process.env));
