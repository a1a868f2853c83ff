import type { Construct } from "constructs";
import { Secret } from "../constructs/secret";
import type { Program } from "./program";

interface SecretDeclaration {
  /** The variable by which programs are told of it. */
  variable: string;
  description: string;
  /** Who is told. */
  readers: readonly Program[];
  /** A third party gave it: an operator sets it, and until then the readers do not start. */
  isSetByHand?: boolean;
}

const users = ["users", "users-worker"] as const;
const orders = ["orders", "orders-worker"] as const;

export const secretNames = [
  "service-token",
  "signing-key",
  "guest-token",
  "webhook-key",
  "stripe-secret-key",
  "stripe-webhook-secret",
] as const;
export type SecretName = (typeof secretNames)[number];

/** What the shop's programs must know and nobody else may. A new one needs a line here. */
export const secrets: Readonly<Record<SecretName, SecretDeclaration>> = {
  "service-token": {
    variable: "SERVICE_TOKEN_SECRET",
    description: "Signs calls between services: two, with a comma between, while one follows the other.",
    readers: [
      ...[...users, "catalog", "catalog-worker", "cart", "cart-worker"],
      ...[...orders, "feedback", "feedback-worker", "notifications"],
    ] as Program[],
  },
  "signing-key": {
    variable: "SIGNING_KEY_SECRET",
    description: "Seals the private keys of access tokens, and makes mailed tokens.",
    readers: users,
  },
  "guest-token": {
    variable: "GUEST_TOKEN_SECRET",
    description: "Makes the tokens that open guests' orders.",
    readers: orders,
  },
  "webhook-key": {
    variable: "WEBHOOK_SECRET_KEY",
    description: "Seals the secrets that webhooks are signed with.",
    readers: orders,
  },
  "stripe-secret-key": {
    variable: "STRIPE_SECRET_KEY",
    description: "Stripe's secret key (sk_…), from its dashboard: Developers, API keys.",
    readers: orders,
    isSetByHand: true,
  },
  "stripe-webhook-secret": {
    variable: "STRIPE_WEBHOOK_SECRET",
    description: "Signs what Stripe tells us (whsec_…), from its dashboard: Developers, Webhooks.",
    readers: orders,
    isSetByHand: true,
  },
};

/** Makes them all; gives their ARNs. */
export function makeSecrets(scope: Construct, keyArn: string): Record<SecretName, string> {
  const arnOf = (name: SecretName) => {
    const { description, isSetByHand } = secrets[name];
    const generated = isSetByHand ? undefined : { version: 1 };
    return new Secret(scope, name, { name, description, keyArn, ...(generated && { generated }) }).arn;
  };
  return Object.fromEntries(secretNames.map((name) => [name, arnOf(name)])) as Record<SecretName, string>;
}
