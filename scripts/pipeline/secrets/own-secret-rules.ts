/** What a secret of one of the services looks like that we use, and that no list of others' holds. */
const patterns: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ["Stripe's live key", /\b[sr]k_live_\w{16,}/g],
  // But for the example of our API documents, and the published one of the Standard Webhooks.
  [
    "Stripe's secret of a webhook",
    /\bwhsec_(?!c2hvcGVhc3ktZXhhbXBsZS|MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw)[A-Za-z\d+/]{32,}/g,
  ],
  ["Atlassian's token", /\bATATT3[\w=-]{60,}/g],
  ["Bitbucket's token", /\bAT(?:CTT3|BB)[\w=-]{24,}/g],
  ["a webhook of the chat", /https:\/\/hooks\.slack\.com\/services\/T\w{6,}\/B\w{6,}\/\w{16,}/g],
  ["a private key", /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s+[A-Za-z\d+/=]{40,}/g],
];

export interface FoundSecret {
  line: number;
  kind: string;
}

/** Where a text holds a secret; never the secret. */
export function ownSecretsIn(text: string): FoundSecret[] {
  return patterns.flatMap(([kind, pattern]) =>
    [...text.matchAll(pattern)].map(({ index }) => ({ kind, line: text.slice(0, index).split("\n").length })),
  );
}
