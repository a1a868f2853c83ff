/** A field whose name holds one of these words is not written: `accessToken`, `card_number`, `x-service-secret`. */
const SENSITIVE_WORDS = new Set(
  (
    "password passphrase passwd pwd token jwt authorization auth cookie secret credential credentials signature " +
    "email mail phone mobile address card pan cvc cvv iban recipient username surname birthday"
  ).split(" "),
);

/** Whole names; an id is among them where knowing it is enough to use what it names. */
const SENSITIVE_NAMES = new Set(
  (
    "name first_name last_name full_name given_name family_name customer_name display_name nickname cart_id " +
    "line1 line2 street city postal_code post_code zip zip_code ip client_ip remote_addr session_id api_key " +
    "private_key signing_key access_key access_key_id idempotency_key expiry exp_month exp_year"
  ).split(" "),
);

/** Told apart so often that the answers are kept; bounded, since keys can come from outside. */
const verdicts = new Map<string, boolean>();
const KEPT_VERDICTS = 2000;

/** Whether what stands under this name must not be written, however the name is cased: `cartId`, `cart_id`, `Cart-Id`. */
export function isSensitiveKey(key: string): boolean {
  const known = verdicts.get(key);
  if (known !== undefined) {
    return known;
  }

  const verdict = judge(key);
  if (verdicts.size < KEPT_VERDICTS) {
    verdicts.set(key, verdict);
  }
  return verdict;
}

function judge(key: string): boolean {
  const words = key
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  const singular = words.map((word) => (word.endsWith("s") ? word.slice(0, -1) : word));

  return (
    words.some((word) => SENSITIVE_WORDS.has(word)) ||
    singular.some((word) => SENSITIVE_WORDS.has(word)) ||
    SENSITIVE_NAMES.has(words.join("_")) ||
    SENSITIVE_NAMES.has(singular.join("_"))
  );
}
