import { InvalidInput } from "@shopeasy/platform/errors";

/** Names under which card data travels in the forms of the world, without case, hyphens and underscores. */
const cardFields =
  /^(card|cards|cc|creditcard|debitcard|cardnumber|ccnumber|ccnum|cardno|cardnum|pan|primaryaccountnumber|number|cvc|cvv|cvc2|cvv2|cid|csc|securitycode|cardcode|cardholder|cardholdername|track1|track2|trackdata|exp|expiry|expirydate|expirationdate|expmonth|expyear|ccexp|pin)$/;

/** The check digit of card numbers (ISO/IEC 7812-1, annex B). */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text holds 13 to 19 digits, apart from spaces and hyphens, that a card could have. An id is not one. */
function holdsCardNumber(text: string): boolean {
  if (uuid.test(text)) return false;
  const runs = text.match(/\d(?:[ -]?\d){12,18}/g) ?? [];
  return runs.some((run) => passesLuhn(run.replaceAll(/[ -]/g, "")));
}

function findCardData(value: unknown, path: string): string | null {
  if (typeof value === "string") return holdsCardNumber(value) ? path : null;
  if (typeof value === "number") return holdsCardNumber(String(value)) ? path : null;
  if (typeof value !== "object" || value === null) return null;
  for (const [name, inner] of Object.entries(value)) {
    const at = Array.isArray(value) ? `${path}[${name}]` : path === "" ? name : `${path}.${name}`;
    if (cardFields.test(name.toLowerCase().replaceAll(/[-_ ]/g, ""))) return at;
    const found = findCardData(inner, at);
    if (found !== null) return found;
  }
  return null;
}

/**
 * Lets a body through that holds nothing like a card number, security code or expiry, under any name and at any depth.
 * @throws InvalidInput `card-data-refused`, naming the field and not its value.
 */
export function refuseCardData(body: unknown): unknown {
  const path = findCardData(body, "");
  if (path === null) return body;
  const message = "Card data is not accepted here: send a payment method's token of the payment gateway.";
  throw new InvalidInput([{ path, message }], "card-data-refused", message);
}
