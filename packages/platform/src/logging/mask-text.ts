import { passesLuhn } from "../card-data/card-number-rules";

/** One cheap look that most strings pass: only a string with one of these can hold anything to mask. */
const SUSPICIOUS =
  /@|%40|eyJ|bearer |[?&][\w-]+=|(?:pm|sk|rk|tok|seti|whsec)_|_secret_|[2-6]\d{3}[ -]?\d{4}|-4[\da-f]{3}-|\nparams: /i;

const E_MAIL = /[^\s@<>"'(),;:=&?/\\[\]{}]{1,64}(?:@|%40)[^\s@<>"'(),;:=&?/\\[\]{}]{1,190}\.[a-z]{2,}/gi;
const JWT = /eyJ[\w-]{4,}\.[\w-]{4,}(?:\.[\w-]*)?/g;
const BEARER = /\bbearer\s+[\w.~+/-]+=*/gi;
const GATEWAY_TOKEN = /\b(pm|sk|rk|tok|whsec)_\w{4,}/g;
const CLIENT_SECRET = /_secret_\w+/g;
const CARD_NUMBER = /(?<![\w.-])[2-6]\d{3}(?:[ -]?\d){9,15}(?![\w-])/g;
const URL_CREDENTIALS = /(:\/\/)[^\s:@/]*:[^\s@/]+@/g;
const SECRET_PARAMETER =
  /([?&](?:token|code|key|secret|password|email|signature|clientSecret|cartId|x-amz-[\w-]+)=)[^&\s"'<>]+/gi;
/** By our conventions a v4 id is one that is itself a secret (v7 are not): eight digits remain, to find it again. */
const SECRET_ID = /\b([\da-f]{8})-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}\b/gi;
/** drizzle's error message ends with the values of the query. */
const QUERY_PARAMETERS = /\nparams: [\s\S]*$/;

/**
 * The text without e-mail addresses, tokens (JWT, bearer, gateway), card numbers, credentials in URLs, ids that are
 * secrets, and values of failed queries.
 */
export function maskText(text: string): string {
  if (!SUSPICIOUS.test(text)) {
    return text;
  }
  return text
    .replace(QUERY_PARAMETERS, "")
    .replace(URL_CREDENTIALS, "$1[credentials]@")
    .replace(SECRET_PARAMETER, "$1[redacted]")
    .replace(BEARER, "bearer [redacted]")
    .replace(JWT, "[jwt]")
    .replace(CLIENT_SECRET, "_secret_[redacted]")
    .replace(GATEWAY_TOKEN, "$1_[redacted]")
    .replace(E_MAIL, "[email]")
    .replace(SECRET_ID, "$1-[redacted]")
    .replace(CARD_NUMBER, (digits) => (passesLuhn(digits.replaceAll(/\D/g, "")) ? "[card]" : digits));
}
