import { Timestamp } from "@shopeasy/contracts/conventions";
import { exportCustomerCart } from "@shopeasy/contracts/internal/cart";
import { exportCustomer as exportCustomerFeedback } from "@shopeasy/contracts/internal/feedback";
import { exportCustomerOrders } from "@shopeasy/contracts/internal/orders";
import { TokenPurpose } from "@shopeasy/contracts/internal/users";
import { z } from "zod";
import { User } from "../accounts/account-schemas";
import { SavedAddress } from "../addresses/address-schemas";
import { GivenPassword } from "../passwords/password-schemas";

export const Erasure = z.strictObject({ password: GivenPassword }).meta({ id: "Erasure" });
export type Erasure = z.infer<typeof Erasure>;

const accountFields = {
  account: User,
  addresses: z.array(SavedAddress),
  sessions: z.array(
    z.strictObject({ openedAt: Timestamp, expiresAt: Timestamp, endedAt: Timestamp.nullable() }),
  ),
  mailedLinks: z
    .array(
      z.strictObject({
        purpose: TokenPurpose,
        email: z.string(),
        requestedAt: Timestamp,
        expiresAt: Timestamp,
        usedAt: Timestamp.nullable(),
      }),
    )
    .describe("Links that were mailed and have not expired for long."),
  knownNetworks: z
    .array(z.strictObject({ lastSignInAt: Timestamp }))
    .describe(
      "From where the account was signed in to lately; kept as a hash, so that it can't be read here.",
    ),
} as const;
export type ExportedAccount = z.infer<z.ZodObject<typeof accountFields>>;

/** What is held where no call reaches it, so that the document tells of it all the same. */
export const keptElsewhere = [
  {
    where: "notifications",
    what: "Which mails were sent (their kind, and the id of what each is about), and hashes of addresses that refuse mails.",
    keptFor: "90 days; the hashes as long as the account.",
  },
  {
    where: "catalog",
    what: "Nothing of customers. Of staff, the account's id beside stock adjustments, pictures and imports.",
    keptFor: "As long as the stock's ledger.",
  },
  {
    where: "payment gateway",
    what: "The card, and payments with the ids of their orders: no name, address or e-mail address comes from this shop.",
    keptFor: "By the gateway's own rules.",
  },
  {
    where: "logs, traces and metrics",
    what: "Ids of accounts, orders and requests.",
    keptFor: "30 days.",
  },
];

const accountExample = {
  id: "01985b2c-5f00-7a31-9d7e-2f8f6f6e9a10",
  email: "ada@example.com",
  emailVerified: true,
  name: "Ada Lovelace",
  phone: null,
  role: "customer",
  marketingConsent: false,
  createdAt: "2026-01-31T12:00:00.000Z",
};

export const PersonalData = z
  .strictObject({
    exportedAt: Timestamp,
    ...accountFields,
    cart: exportCustomerCart.response.shape.cart,
    feedback: exportCustomerFeedback.response,
    keptElsewhere: z
      .array(z.strictObject({ where: z.string(), what: z.string(), keptFor: z.string() }))
      .describe("What is held where this document does not reach."),
    orders: exportCustomerOrders.response.shape.orders.describe(
      "Oldest first: each as `GET /orders/{id}` shows it, with its refunds and returns.",
    ),
  })
  .meta({
    id: "PersonalData",
    example: {
      exportedAt: "2026-02-05T12:00:00.000Z",
      account: accountExample,
      addresses: [],
      sessions: [
        {
          openedAt: "2026-02-05T11:59:00.000Z",
          expiresAt: "2026-03-07T11:59:00.000Z",
          endedAt: null,
        },
      ],
      mailedLinks: [],
      knownNetworks: [{ lastSignInAt: "2026-02-05T11:59:00.000Z" }],
      cart: null,
      feedback: { reviews: [], votes: [], reports: [], feedback: [], purchases: [] },
      keptElsewhere: keptElsewhere.slice(0, 1),
      orders: [{ id: "0190a000-0000-7000-8000-000000000001", number: "SE-2026-000123", status: "delivered" }],
    },
  });
